import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PaperMark, verifyMark } from '@motcua/contracts/papers';
import { MONDAY, testDatabase } from '@motcua/testing';
import { sharedMigrations } from '../configured-kit.js';
import { Database } from '../database/database.js';
import { KeysMissing } from '../sealing/key-vault.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { PaperKeys } from './paper-keys.js';

const mark: PaperMark = {
  form: '04',
  dossierCode: 'H99.14-261124-0001',
  issuedAt: MONDAY,
  unitCode: 'H99.14',
  digest: 'AAAAAAAAAAAAAAAAAAAAAA',
};

describe('The keys that sign papers', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let database: Database;
  const vault = new MemoryKeyVault();

  beforeAll(async () => {
    db = await testDatabase(sharedMigrations);
    database = new Database({ url: db.appUrl, applicationName: 'paper-keys' });
  });

  afterAll(async () => {
    await database.close();
    await db.drop();
  });

  const desk = () => new PaperKeys(database, new VaultSealer(vault), { now: () => MONDAY });

  it('are one, however many processes make the first one at once; it signs the same mark the same way', async () => {
    const texts = await Promise.all(Array.from({ length: 6 }, () => desk().sign(mark)));
    expect(new Set(texts).size).toBe(1);
    const keys = await desk().published();
    expect(keys.keys).toHaveLength(1);
    expect(await verifyMark(texts[0]!, keys)).toMatchObject({ verdict: 'valid', mark });
  });

  it('stand in the database sealed only', async () => {
    const { rows } = await database.pool.query<{ sealed: string }>('SELECT sealed FROM keys.paper_keys');
    expect(rows[0]!.sealed).toMatch(/^v1\./);
  });

  it('change while processes run; what older ones signed stays genuine, and their secret is gone', async () => {
    const running = desk();
    const before = await running.sign(mark);
    const keyId = await desk().rotate();
    const after = await running.sign(mark);
    const keys = await running.published();
    expect(keys.keys.map(({ kid }) => kid)[0]).toBe(keyId);
    expect(after).not.toBe(before);
    for (const text of [before, after]) expect(await verifyMark(text, keys)).toMatchObject({ verdict: 'valid' });
    const { rows } = await database.pool.query(
      'SELECT count(*)::int AS secrets FROM keys.paper_keys WHERE sealed IS NOT NULL',
    );
    expect(rows).toEqual([{ secrets: 1 }]);
  });

  it('open in this installation only', async () => {
    const stranger = new PaperKeys(database, new VaultSealer(new MemoryKeyVault()), { now: () => MONDAY });
    await expect(stranger.sign(mark)).rejects.toThrow(KeysMissing);
  });
});
