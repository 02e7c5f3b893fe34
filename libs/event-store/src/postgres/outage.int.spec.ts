import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPostgres, type PostgresServer } from '@motcua/testing';
import pg from 'pg';
import { aStream, allAfter, anEvent, ids, write } from '../contract/events.js';
import { DefiniteFailure, StoreUnavailable, UnknownOutcome } from '../errors.js';
import type { NewEvent, RecordedEvent, Slice } from '../event-store.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { storeMigrations } from './store-migrations.js';
import { verifyChain } from './verify-chain.js';

const WRITERS = 32;
const KILLS = 3;
const APPEND_LOCK = '5571202611240001';

let server: PostgresServer;
let url: string;
let store: PostgresEventStore;

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const open = () =>
  new PostgresEventStore({
    url,
    statementTimeoutMs: 1500,
    lockTimeoutMs: 300,
    answerTimeoutMs: 2000,
    connectTimeoutMs: 500,
  });

beforeAll(async () => {
  server = await startPostgres();
  url = await server.createDatabase();
  await asOwner(async (client) => {
    for (const { sql } of storeMigrations) await client.query(sql);
  });
  store = open();
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

/** Process ids of this store's connections of one kind. */
async function backends(kind: 'reader' | 'writer'): Promise<number[]> {
  const { rows } = await asOwner((client) =>
    client.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE application_name = $1', [`motcua-${kind}`]),
  );
  return rows.map(({ pid }) => pid);
}

/** Keeps sending the identical request until it is acknowledged, as the port's users do. */
async function acknowledged(stream: string, version: number, event: NewEvent): Promise<boolean | undefined> {
  for (;;) {
    try {
      return (await store.append([write(stream, version - 1, event)])).repeated;
    } catch (error) {
      if (!(error instanceof UnknownOutcome) && !(error instanceof DefiniteFailure)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

describe('kill -9 of the whole server under load', () => {
  it('loses nothing acknowledged, doubles nothing, and the tailing subscriber goes on by itself', async () => {
    const after = await store.head();
    const [stop, load] = [new AbortController(), new AbortController()];
    const seen: RecordedEvent[] = [];
    const reader = (async () => {
      for await (const slice of store.subscribe(after, {}, stop.signal)) seen.push(...slice.events);
    })();
    let count = 0;
    const writers = Array.from({ length: WRITERS }, async () => {
      const [stream, sent] = [aStream(), [] as string[]];
      while (!load.signal.aborted) {
        const event = anEvent({ data: { filler: 'x'.repeat(600) } });
        await acknowledged(stream, sent.length + 1, event);
        sent.push(event.id);
        count += 1;
      }
      return { stream, sent };
    });
    for (let kill = 0; kill < KILLS; kill += 1) {
      const until = count + 500;
      while (count < until) await new Promise((resolve) => setTimeout(resolve, 5));
      await server.killAll();
      await server.restart();
    }
    load.abort();
    const written = await Promise.all(writers);

    const stored = await allAfter(store, after, 1000);
    for (const { stream, sent } of written) expect(ids(await store.read(stream))).toEqual(sent);
    expect(stored).toHaveLength(written.reduce((sum, { sent }) => sum + sent.length, 0));
    expect(stored.map(({ position }) => store.distance(after, position))).toEqual(stored.map((_, index) => index + 1));
    while (seen.length < stored.length) await store.nudge(50);
    stop.abort();
    await reader;
    expect(seen).toEqual(stored);
    expect(await verifyChain(url)).toMatchObject({ verified: Number(await store.head()) });
    expect((await verifyChain(url)).broken).toBeUndefined();
  });
});

describe('the server is away', () => {
  it('ends appends and reads in typed errors, and goes on by itself when it is back', async () => {
    const stream = aStream();
    const first = anEvent();
    await acknowledged(stream, 1, first);
    await server.killAll();
    // the first one may have been on its way when the connection broke; after that nothing is sent any more
    const failure = await store.append([write(stream, 1, anEvent())]).catch((error: unknown) => error);
    expect([DefiniteFailure.name, UnknownOutcome.name]).toContain((failure as Error).name);
    await expect(store.append([write(stream, 1, anEvent())])).rejects.toBeInstanceOf(DefiniteFailure);
    await expect(store.read(stream)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.readAll('0', {}, 1)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
    await server.restart();
    expect(ids(await store.read(stream))).toEqual([first.id]);
    await expect(store.append([write(stream, 1, anEvent())])).resolves.toMatchObject({ repeated: false });
  });
});

describe('a subscription that begins while the server is away', () => {
  it('waits for it and then gives everything', async () => {
    const stream = aStream();
    const after = await store.head();
    const event = anEvent();
    await acknowledged(stream, 1, event);
    await server.killAll();
    const late = open();
    const first = late.subscribe(after, {}, AbortSignal.timeout(30_000))[Symbol.asyncIterator]().next();
    await expect(late.head()).rejects.toBeInstanceOf(StoreUnavailable);
    await server.restart();
    expect(ids(((await first).value as Slice).events)).toEqual([event.id]);
    await late.close();
  });
});

describe('the server is silent', () => {
  it('ends an append as unknown within its own time; the identical request makes exactly one of it', async () => {
    const stream = aStream();
    await acknowledged(stream, 1, anEvent());
    const event = anEvent();
    const frozen = await backends('writer');
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    await expect(store.append([write(stream, 1, event)])).rejects.toBeInstanceOf(UnknownOutcome);
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
    await acknowledged(stream, 2, event);
    expect((await store.read(stream)).map(({ id }) => id).filter((id) => id === event.id)).toEqual([event.id]);
  });

  it('ends a read as unavailable within its own time', async () => {
    await store.head();
    const frozen = await backends('reader');
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    const reads = frozen.map(() => store.head());
    for (const { status } of await Promise.allSettled(reads)) expect(status).toBe('rejected');
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
    await expect(store.head()).resolves.toMatch(/^\d+$/);
  });

  it('ends every waiting append in its own time when another writer holds the lock and stands still', async () => {
    const streams = Array.from({ length: 5 }, () => aStream());
    await asOwner(async (client) => {
      await client.query('SELECT pg_advisory_lock($1)', [APPEND_LOCK]);
      const attempts = await Promise.allSettled(streams.map((stream) => store.append([write(stream, 0, anEvent())])));
      for (const attempt of attempts) expect(attempt).toMatchObject({ reason: { name: 'UnknownOutcome' } });
    });
    for (const stream of streams) expect(await acknowledged(stream, 1, anEvent())).toBe(false);
  });

  it('refuses appends after close', async () => {
    const closed = open();
    await closed.close();
    await expect(closed.append([write(aStream(), 0, anEvent())])).rejects.toBeInstanceOf(DefiniteFailure);
  });
});
