import { StoreUnavailable } from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Actor } from '../auth/actor.js';
import { SteppedClock } from '../clock/stepped-clock.js';
import { FactStamp } from '../commands/fact-stamp.js';
import { withContext } from '../context/request-context.js';
import { Database } from '../database/database.js';
import { kitMigrations } from '../database/kit-migrations.js';
import { KeysMissing } from '../sealing/key-vault.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { PersonalData, unreadableIn } from './personal-data.js';
import { PostgresAccessLog } from './postgres-access-log.js';

const clock = new SteppedClock('2026-03-02T01:00:00.000Z');
const officer = new Actor('officer-1', ['deskOfficer'], ['H99.14'], 'desk-web');

describe('personal data', () => {
  let server: TestDatabase;
  let database: Database;
  let log: PostgresAccessLog;
  const store = new MemoryEventStore();
  const sealer = new VaultSealer(new MemoryKeyVault());

  beforeAll(async () => {
    server = await testDatabase(kitMigrations);
    database = new Database({ url: server.appUrl, applicationName: 'probe' });
    log = new PostgresAccessLog(database, clock);
  });

  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  async function dossier(dossierId: string): Promise<void> {
    const stream = `dossier-${dossierId}`;
    const facts = [
      {
        type: 'DossierWithdrawn',
        data: { dossierId, by: 'x', withdrawnAt: clock.now(), refundDue: false },
        personal: { reason: 'Kín' },
      },
      { type: 'SupplementLapsed', data: { dossierId, lapsedAt: clock.now(), becomes: 'stopped' } },
    ];
    const cause = { commandId: '00000000-0000-5000-8000-000000000001', actor: officer };
    await store.append([
      { stream, expected: 0, events: await new FactStamp(sealer, clock).stamp(stream, facts, cause, 'first') },
    ]);
  }

  it('is opened for a purpose, and the look is in the log before', async () => {
    const dossierId = '11111111-1111-4111-8111-111111111111';
    await dossier(dossierId);
    const personal = new PersonalData(store, sealer, log);
    const events = await withContext({ correlationId: 'call-7' }, () =>
      personal.open(dossierId, officer, 'desk.dossier-page'),
    );
    expect(events.map(({ type, version, actor }) => [type, version, actor])).toEqual([
      ['DossierWithdrawn', 1, 'officer-1'],
      ['SupplementLapsed', 2, 'officer-1'],
    ]);
    expect(events[0]).toMatchObject({ personal: { reason: 'Kín' } });
    expect(events[0]!.data).not.toHaveProperty('sealed');
    const { entries } = await log.search({ dossierId, limit: 10 });
    expect(entries).toEqual([
      {
        id: expect.any(String),
        dossierId,
        subject: 'officer-1',
        roles: 'deskOfficer',
        clientId: 'desk-web',
        purpose: 'desk.dossier-page',
        happenedAt: '2026-03-02T01:00:00.000Z',
        correlationId: 'call-7',
      },
    ]);
  });

  it('shows the facts without the personal part when the key was destroyed', async () => {
    const dossierId = '22222222-2222-4222-8222-222222222222';
    await dossier(dossierId);
    await sealer.destroyKeys([dossierId]);
    const events = await new PersonalData(store, sealer, log).open(dossierId, officer, 'desk.dossier-page');
    expect(events).toHaveLength(2);
    expect(events[0]).not.toHaveProperty('personal');
  });

  it('is refused, or shown as unreadable where that can be shown, when the key is missing', async () => {
    const dossierId = '88888888-8888-4888-8888-888888888888';
    await dossier(dossierId);
    const personal = new PersonalData(store, new VaultSealer(new MemoryKeyVault()), log);
    await expect(personal.open(dossierId, officer, 'desk.form')).rejects.toThrow(KeysMissing);
    const events = await personal.show(dossierId, officer, 'desk.dossier-page');
    expect(events.map(({ type, unreadable }) => [type, unreadable])).toEqual([
      ['DossierWithdrawn', true],
      ['SupplementLapsed', undefined],
    ]);
    expect(events[0]).not.toHaveProperty('personal');
    expect(unreadableIn(events)).toMatchObject({ code: 'keys.missing', facts: 1 });
    expect(
      unreadableIn(await new PersonalData(store, sealer, log).show(dossierId, officer, 'desk.dossier-page')),
    ).toBeNull();
    const { entries } = await log.search({ dossierId, limit: 10 });
    expect(entries).toHaveLength(3);
  });

  it('in lists tells what was destroyed and what is missing apart', async () => {
    const ids = ['99999999-9999-4999-8999-999999999991', '99999999-9999-4999-8999-999999999992'] as const;
    const vault = new VaultSealer(new MemoryKeyVault());
    const fields = await Promise.all(
      ids.map(async (dossierId) => ({
        dossierId,
        context: 'row',
        sealed: await sealer.seal(dossierId, 'row', 'name', 'first'),
      })),
    );
    await vault.destroyKeys([ids[0]]);
    await expect(new PersonalData(store, vault, log).reveal(fields, officer, 'desk.missing')).resolves.toEqual([
      { kind: 'destroyed' },
      { kind: 'missing' },
    ]);
  });

  it('of a restricted dossier is for auditors and administrators who say why', async () => {
    const dossierId = '77777777-7777-4777-8777-777777777777';
    const stream = `dossier-${dossierId}`;
    await dossier(dossierId);
    const erased = { type: 'SubjectErased', data: { dossierId, policy: 'restrict', by: 'x', erasedAt: clock.now() } };
    const cause = { commandId: '00000000-0000-5000-8000-000000000002', actor: officer };
    await store.append([
      { stream, expected: 2, events: await new FactStamp(sealer, clock).stamp(stream, [erased], cause) },
    ]);
    const personal = new PersonalData(store, sealer, log);
    const auditor = new Actor('auditor-1', ['auditor']);
    for (const [actor, purpose] of [
      [officer, 'desk.dossier-page'],
      [Actor.system('portal-sync'), 'portal'],
      [auditor, ' '],
    ] as const) {
      await expect(personal.open(dossierId, actor, purpose)).rejects.toMatchObject({ code: 'dossier.restricted' });
      await expect(personal.look(dossierId, actor, purpose)).rejects.toMatchObject({ code: 'dossier.restricted' });
    }
    await expect(log.search({ dossierId, limit: 10 })).resolves.toMatchObject({ entries: [] });
    const events = await personal.open(dossierId, auditor, 'audit.complaint-12');
    expect(events[0]).toMatchObject({ personal: { reason: 'Kín' } });
  });

  it('is not shown when the look cannot be logged', async () => {
    const dossierId = '33333333-3333-4333-8333-333333333333';
    await dossier(dossierId);
    const dead = new Database({ url: 'postgres://nobody:nothing@127.0.0.1:9/none', applicationName: 'probe' });
    const personal = new PersonalData(store, sealer, new PostgresAccessLog(dead, clock));
    await expect(personal.open(dossierId, officer, 'desk.dossier-page')).rejects.toThrow(StoreUnavailable);
    await dead.close();
  });

  it('of nobody is not logged', async () => {
    const dossierId = '44444444-4444-4444-8444-444444444444';
    await expect(new PersonalData(store, sealer, log).open(dossierId, officer, 'x')).resolves.toEqual([]);
    await expect(log.search({ dossierId, limit: 10 })).resolves.toEqual({ entries: [], next: undefined });
  });

  it('in lists is opened with one entry per dossier', async () => {
    const ids = ['55555555-5555-4555-8555-555555555555', '66666666-6666-4666-8666-666666666666'] as const;
    const fields = await Promise.all(
      [ids[0], ids[0], ids[1]].map(async (dossierId, index) => ({
        dossierId,
        context: `row|${index}`,
        sealed: await sealer.seal(dossierId, `row|${index}`, `name ${index}`, 'first'),
      })),
    );
    const names = await new PersonalData(store, sealer, log).reveal<string>(fields, officer, 'desk.work-list');
    expect(names).toEqual(['name 0', 'name 1', 'name 2'].map((value) => ({ kind: 'open', value })));
    const { entries } = await log.search({ purpose: 'desk.work-list', limit: 10 });
    expect(entries.map(({ dossierId }) => dossierId).sort()).toEqual(ids);
  });

  it('has a log that auditors page through and nobody can change', async () => {
    const whole = await log.search({ subject: 'officer-1', limit: 200 });
    const page = await log.search({ subject: 'officer-1', limit: 2 });
    const rest = await log.search({ subject: 'officer-1', limit: 200, before: page.next! });
    expect([...page.entries, ...rest.entries]).toEqual(whole.entries);
    await expect(log.search({ from: '2026-03-03T00:00:00.000Z', limit: 5 })).resolves.toMatchObject({ entries: [] });
    await expect(log.search({ to: '2026-03-03T00:00:00.000Z', subject: 'nobody', limit: 5 })).resolves.toMatchObject({
      entries: [],
    });
    for (const change of [
      'update kit.access_log set subject = $$x$$',
      'delete from kit.access_log',
      'truncate kit.access_log',
    ]) {
      await expect(database.pool.query(change)).rejects.toThrow(/permission denied/);
    }
    const owner = new Database({ url: server.ownerUrl, applicationName: 'probe' });
    await expect(owner.pool.query('delete from kit.access_log')).rejects.toThrow(/append-only/);
    await owner.close();
  });
});
