import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandClock, testDatabase } from '@motcua/testing';
import { Database } from '../database/database.js';
import { kitMigrations } from '../database/kit-migrations.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { fileLinkMigrations } from './file-links.migrations.js';
import { FileLinks } from './file-links.js';

describe('file links', () => {
  const clock = new HandClock('2026-11-23T02:00:00.000Z');
  const file = { dossierId: randomUUID(), blobId: randomUUID(), mime: 'application/pdf', recipient: 'portal.dvcqg' };
  let test: Awaited<ReturnType<typeof testDatabase>>;
  let database: Database;
  let links: FileLinks;

  beforeAll(async () => {
    test = await testDatabase([...kitMigrations, ...fileLinkMigrations]);
    database = new Database({ url: test.appUrl, applicationName: 'spec' });
    links = new FileLinks(database, new VaultSealer(new MemoryKeyVault()), clock);
  });

  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  function parts(path: string): [string, string, string] {
    const url = new URL(path, 'http://h99.example');
    return [url.pathname.split('/')[2]!, url.searchParams.get('exp')!, url.searchParams.get('sig')!];
  }

  it('opens what it was issued for, and is the same when issued again', async () => {
    const path = await links.issue(file, '2027-01-01T00:00:00.000Z');
    expect(await links.issue(file, '2027-01-01T00:00:00.000Z')).toBe(path);
    expect(path).not.toContain(file.dossierId);
    expect(await links.open(...parts(path))).toEqual({ ok: true, file });
  });

  it('does not open with another end, another signature or another id', async () => {
    const [linkId, exp, sig] = parts(await links.issue(file, '2027-01-01T00:00:00.000Z'));
    const refused = { ok: false, reason: 'unknown' };
    expect(await links.open(linkId, String(Number(exp) + 1), sig)).toEqual(refused);
    expect(
      await links.open(
        linkId,
        exp,
        sig.replace(/^./, (c) => (c === '0' ? '1' : '0')),
      ),
    ).toEqual(refused);
    expect(await links.open(randomUUID(), exp, sig)).toEqual(refused);
    expect(await links.open(linkId, exp, '')).toEqual(refused);
  });

  it('ends when its time has come', async () => {
    const path = await links.issue(file, '2026-11-23T02:00:01.000Z');
    clock.set('2026-11-23T02:00:01.000Z');
    expect(await links.open(...parts(path))).toEqual({ ok: false, reason: 'expired' });
  });

  it('ends when it is revoked, and a new issue does not bring it back', async () => {
    const other = { ...file, dossierId: randomUUID() };
    const path = await links.issue(other, '2027-01-01T00:00:00.000Z');
    expect(await links.revoke(other.dossierId, 'lgsp.feed')).toBe(0);
    expect(await links.revoke(other.dossierId)).toBe(1);
    await links.issue(other, '2027-01-01T00:00:00.000Z');
    expect(await links.open(...parts(path))).toEqual({ ok: false, reason: 'revoked' });
  });
});
