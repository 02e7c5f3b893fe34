import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PostgresEventStore, storeMigrations } from '@motcua/event-store/postgres';
import { startSource, testDatabase, type SourceProcess, type TestDatabase } from '@motcua/testing';
import { Pool } from 'pg';
import { newKeyRing, writeKeyFile } from '../sealing/key-file.js';
import { PostgresKeyVault, keyMigrations } from '../sealing/postgres-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { timerMigrations } from '../timers/timers.migrations.js';
import { PostgresExchangeJournal, exchangeMigrations } from '../wire/postgres-exchange-journal.js';
import { ScriptedServer, json, type SeenRequest } from '../wire/scripted-server.fixture.js';
import { Database } from '../database/database.js';

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
    await pause(20);
  }
}

const keyOf = (request: SeenRequest): string => (JSON.parse(request.body) as { dossierCode: string }).dossierCode;

describe('a connector that is killed', () => {
  let db: TestDatabase;
  let folder: string;
  let server: ScriptedServer;
  let store: PostgresEventStore;
  let environment: Record<string, string>;
  let children: SourceProcess[];
  /** What the other system did: how often each dossier was taken in. */
  let taken: Map<string, number>;
  /** Answers to submissions are kept back while this is true. */
  let mute: boolean;

  const child = async (): Promise<SourceProcess> => {
    const started = startSource(join(import.meta.dirname, 'delivery-process.fixture.ts'), environment);
    children.push(started);
    await until(() => started.messages.length > 0);
    return started;
  };
  const plan = (process: SourceProcess, ids: readonly string[]): void =>
    ids.forEach((dossierId) => process.child.send({ dossierId }));
  const kinds = async (id: string): Promise<string[]> => {
    const events = await store.read(`delivery-social.card-${id}`);
    return events.map(({ type, data }) =>
      type === 'DeliveryOutcomeRecorded' ? `${type} ${String(data['kind'])}` : type,
    );
  };
  const isDone = async (id: string): Promise<boolean> =>
    /accepted|alreadyAccepted|present/i.test((await kinds(id)).at(-1) ?? '');

  beforeEach(async () => {
    db = await testDatabase([...storeMigrations, ...keyMigrations, ...timerMigrations, ...exchangeMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'delivery-'));
    await writeKeyFile(join(folder, 'motcua.keys'), newKeyRing());
    server = new ScriptedServer();
    taken = new Map();
    mute = false;
    server.on('/submit', (response, request) => {
      const key = keyOf(request);
      taken.set(key, (taken.get(key) ?? 0) + 1);
      if (!mute)
        json({ status: 'received', message: 'Đã tiếp nhận', reference: `BHYT-${key.slice(-4)}` })(response, request);
    });
    server.on('/poll', (response, request) => {
      const key = keyOf(request);
      if (taken.has(key))
        json({ dossierCode: key, reference: 'BHYT', status: 'processing', message: '' })(response, request);
      else json({ title: 'Request refused', status: 404, detail: 'Không tìm thấy hồ sơ' }, 404)(response, request);
    });
    store = new PostgresEventStore({ url: db.appUrl });
    children = [];
    environment = {
      DATABASE_URL: db.appUrl,
      KEY_FILE: join(folder, 'motcua.keys'),
      SYSTEM_URL: await server.start(),
      PROFILES: join(import.meta.dirname, '../../../../profiles'),
    };
  });

  afterEach(async () => {
    await Promise.all(children.map((one) => one.signal('SIGKILL')));
    await store.close();
    await server.stop();
    await db.drop();
    await rm(folder, { recursive: true });
  });

  it('finds out after its restart that the other side took the dossier, and does not send it again', async () => {
    const id = randomUUID();
    mute = true;
    const first = await child();
    plan(first, [id]);
    await until(() => taken.has(id));
    expect(await kinds(id)).toEqual(['DeliveryPlanned', 'DeliveryAttemptStarted']);
    await first.signal('SIGKILL');
    mute = false;
    await child();
    await until(() => isDone(id));
    expect(await kinds(id)).toEqual([
      'DeliveryPlanned',
      'DeliveryAttemptStarted',
      'DeliveryOutcomeRecorded unknown',
      'DeliveryOutcomeRecorded present',
    ]);
    expect(taken.get(id)).toBe(1);
  });

  it('sends every dossier once, though two instances share the lanes and one is killed again and again', async () => {
    const ids = Array.from({ length: 30 }, () => randomUUID());
    await child();
    for (let round = 0; round < 3; round += 1) {
      const victim = await child();
      const before = taken.size;
      plan(victim, ids.slice(round * 10, round * 10 + 10));
      await until(() => victim.messages.length === 11);
      await until(() => taken.size > before);
      await victim.signal('SIGKILL');
    }
    await until(async () => (await Promise.all(ids.map(isDone))).every(Boolean));
    expect([...taken.values()].filter((times) => times !== 1)).toEqual([]);
    expect(taken.size).toBe(30);
  });

  it('journals the exchange sealed, so that a destroyed key takes it along', async () => {
    const id = randomUUID();
    const pool = new Pool({ connectionString: db.appUrl });
    const database = new Database({ url: db.appUrl, applicationName: 'spec' });
    const vault = await PostgresKeyVault.open(pool, environment['KEY_FILE']!);
    await vault.keyOf(id, 'first'); // as its submission makes it
    plan(await child(), [id]);
    await until(() => isDone(id));
    const journal = new PostgresExchangeJournal(database.kysely('kit'), new VaultSealer(vault));
    const { rows } = await pool.query<{ exchange_id: string }>('SELECT * FROM kit.exchanges WHERE dossier_id = $1', [
      id,
    ]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('NHI');
    expect(await journal.bodies(rows[0]!.exchange_id)).toMatchObject({ request: expect.stringContaining('NHI') });
    await vault.destroy([id]);
    const blind = new PostgresExchangeJournal(database.kysely('kit'), new VaultSealer(vault));
    expect(await blind.bodies(rows[0]!.exchange_id)).toEqual({ request: undefined, response: undefined });
    await database.close();
    await pool.end();
  });
});
