import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@motcua/contracts';
import type { EventStore, NewEvent, Write } from '@motcua/event-store';
import { DependencyDown } from '@motcua/messaging';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import { openStore, sharedMigrations } from '@motcua/service-kit';
import { type KurrentDbStandin, type TestDatabase, startKurrentDbStandin, testDatabase } from '@motcua/testing';
import { CliConfig } from '../cli.config.js';
import { Installation } from '../installation.js';
import { runVerify } from '../verify/verify.command.js';
import { runStoreMove } from './store-move.command.js';

jest.setTimeout(60_000);

const DOSSIERS = 30;
const there = { from: 'postgres', to: 'kurrentdb' };
const back = { from: 'kurrentdb', to: 'postgres' };

let db: TestDatabase;
let standin: KurrentDbStandin;
let installation: Installation;
let lines: string[];
const output = {
  say: (line: string) => void lines.push(line),
  json: () => undefined,
  note: () => undefined,
};

beforeEach(async () => {
  db = await testDatabase(sharedMigrations);
  standin = await startKurrentDbStandin();
  lines = [];
  installation = new Installation(
    Object.assign(new CliConfig(), { postgresUrl: db.appUrl, kurrentdbUrl: standin.url }),
  );
});
afterEach(async () => {
  await installation.close();
  await standin.stop();
  await db.drop();
});

function fact(dossierId: string, type = 'DossierSubmitted'): NewEvent {
  const meta = { correlationId: 'c', causationId: 'k', actor: 'someone', actorRole: 'citizen' };
  const at = '2026-11-24T01:00:00.000Z';
  const data = { dossierId, submittedAt: at, acceptedAt: at };
  return { id: randomUUID(), type, schemaVersion: 1, data, meta: { ...meta, recordedAt: at } };
}

const opened = async <T>(kind: 'postgres' | 'kurrentdb', work: (store: EventStore) => Promise<T>): Promise<T> => {
  const store = openStore(kind, installation.config);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

/** Dossiers of two facts each, told in turns, so that streams lie interleaved. */
async function fill(store: EventStore): Promise<void> {
  const dossiers = Array.from({ length: DOSSIERS }, () => randomUUID());
  for (const [expected, type] of [[0, 'DossierSubmitted'] as const, [1, 'DossierAccepted'] as const])
    for (const id of dossiers) {
      const write: Write = { stream: `dossier-${id}`, expected, events: [fact(id, type)] };
      await store.append([write]);
    }
}

/** The effects of a consumer until it has had `count` of them; what it was given, in order. */
async function effects(kind: 'postgres' | 'kurrentdb', count: number): Promise<string[]> {
  return opened(kind, async (store) => {
    const given: string[] = [];
    const feed = new EmbeddedFeed(store, new PostgresFeedLedger(installation.database.pool), { window: 10 });
    const consumer = {
      name: 'probe',
      topic: topics.dossierLifecycle,
      types: ['DossierSubmitted', 'DossierAccepted'],
      startFrom: 'beginning',
      concurrency: 1,
    } as const;
    const running = await feed.consume(consumer, async ({ event }) => {
      if (given.length === count) throw new DependencyDown('enough for now');
      given.push(`${event.dossierId} ${event.dossierVersion}`);
    });
    while (given.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
    await running.close();
    return given;
  });
}

const all = (kind: 'postgres' | 'kurrentdb') =>
  opened(kind, async (store) => {
    const { events } = await store.readAll(store.start, {}, 1000);
    return events.map(({ position: _position, ...event }) => event);
  });

/** Postgres takes a moment to forget the connections of a store that was closed. */
async function moved(options: typeof there): Promise<number> {
  for (;;) {
    try {
      return await runStoreMove(installation, output, options);
    } catch (error) {
      if (!(error as Error).message.startsWith('stop the apps')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe('motcua store move', () => {
  it('moves everything there and back; consumers go on at the same event each time, without their inbox too', async () => {
    await opened('postgres', fill);
    const before = await all('postgres');
    const first = await effects('postgres', 20);
    const forgetInbox = () => installation.database.pool.query('DELETE FROM kit.feed_inbox');

    await forgetInbox();
    expect(await moved(there)).toBe(0);
    expect(await all('kurrentdb')).toEqual(before);
    const second = await effects('kurrentdb', 20);

    await forgetInbox();
    const late = randomUUID();
    await opened('kurrentdb', (store) =>
      store.append([{ stream: `dossier-${late}`, expected: 0, events: [fact(late)] }]),
    );
    expect(await moved(back)).toBe(0);
    const third = await effects('postgres', 21);

    const given = [...first, ...second, ...third];
    const told = [...before.map(({ data, version }) => `${String(data['dossierId'])} ${version}`), `${late} 1`];
    expect(given).toEqual(told);
    expect(await all('postgres')).toEqual(await all('kurrentdb'));
  });

  it('goes on where a killed run ended, and says the same counts and digest of both', async () => {
    await opened('postgres', fill);
    const some = await opened('postgres', (store) => store.readAll(store.start, {}, 17));
    await opened('kurrentdb', async (store) => {
      for (const { stream, version, position: _, ...event } of some.events)
        await store.append([{ stream, expected: version - 1, events: [event] }]);
    });
    expect(await moved(there)).toBe(0);
    const [here, other] = lines.map((line) => /(\d+ events in \d+ streams, digest [0-9a-f]{64})/.exec(line)?.[1]);
    expect(here).toMatch(`${2 * DOSSIERS} events in ${DOSSIERS} streams`);
    expect(other).toBe(here);
    expect(lines[1]).toContain(`${2 * DOSSIERS - 17} copied now`);
    lines = [];
    const elsewhere = new Installation(Object.assign(new CliConfig(), installation.config, { store: 'kurrentdb' }));
    expect(await runVerify(elsewhere, output, {})).toBe(0);
    expect(lines[0]).toBe(`log: ${here}`);
    await elsewhere.close();
  });

  it('refuses a target that holds something else, and leaves the checkpoints alone', async () => {
    await opened('postgres', fill);
    const id = randomUUID();
    await opened('kurrentdb', (store) => store.append([{ stream: `dossier-${id}`, expected: 0, events: [fact(id)] }]));
    await effects('postgres', 3);
    const checkpoints = async () => (await installation.database.pool.query('SELECT * FROM kit.checkpoints')).rows;
    const stand = await checkpoints();
    await expect(moved(there)).rejects.toThrow(/not the beginning of the source/);
    expect(await checkpoints()).toEqual(stand);
  });

  it('refuses while an app is connected, and to translate the same places twice', async () => {
    await opened('postgres', fill);
    const app = openStore('postgres', installation.config);
    await app.head();
    await expect(runStoreMove(installation, output, there)).rejects.toThrow(/stop the apps first: motcua-reader/);
    await app.close();
    expect(await moved(there)).toBe(0);
    await expect(moved(there)).rejects.toThrow(/places in kurrentdb, not in postgres/);
  });
});
