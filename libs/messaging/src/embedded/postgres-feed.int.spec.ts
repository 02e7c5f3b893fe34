import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@motcua/contracts';
import type { EventStore, NewEvent } from '@motcua/event-store';
import { PostgresEventStore, storeMigrations } from '@motcua/event-store/postgres';
import { startPostgres, startSource, testDatabase } from '@motcua/testing';
import pg from 'pg';
import { feedContract } from '../contract.js';
import type { Delivery } from '../feed.js';
import { EmbeddedFeed } from './embedded-feed.js';
import { feedMigrations } from '../consuming/feed.migrations.js';
import { PostgresFeedLedger } from '../consuming/postgres-feed-ledger.js';

jest.setTimeout(60_000);

const migrations = [...storeMigrations, ...feedMigrations];

function poolOf(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, connectionTimeoutMillis: 2_000 });
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return pool;
}

function feedOver(store: EventStore, pool: pg.Pool): EmbeddedFeed {
  return new EmbeddedFeed(store, new PostgresFeedLedger(pool, { ttlMs: 900 }), {
    retry: { tries: 3, pauseMs: () => 5 },
    redrivePollMs: 10,
    window: 100,
  });
}

function submitted(dossierId: string): NewEvent {
  const meta = { correlationId: 'c', causationId: 'k', actor: 'someone', actorRole: 'citizen' };
  return {
    id: randomUUID(),
    type: 'DossierSubmitted',
    schemaVersion: 1,
    data: { dossierId },
    meta: { ...meta, recordedAt: '2026-11-24T01:00:00.000Z' },
  };
}

/** So many dossiers of two facts each. */
async function fill(store: EventStore, dossiers: number): Promise<void> {
  const writes = Array.from({ length: dossiers }, () => randomUUID()).map((id) => ({
    stream: `dossier-${id}`,
    expected: 0,
    events: [submitted(id), submitted(id)],
  }));
  await Promise.all(writes.map((write) => store.append([write])));
}

feedContract('over PostgreSQL', async () => {
  const db = await testDatabase(migrations);
  const pool = poolOf(db.appUrl);
  const store = new PostgresEventStore({ url: db.appUrl });
  return {
    store,
    feed: () => feedOver(store, pool),
    async close() {
      await store.close();
      await pool.end();
      await db.drop();
    },
  };
});

describe('a consumer that is killed', () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  });

  async function scene() {
    const db = await testDatabase([
      ...migrations,
      {
        id: 'probe',
        sql: `CREATE TABLE handled (dossier_id uuid, version int, pid int, n bigserial);
              GRANT ALL ON handled TO motcua_app; GRANT ALL ON SEQUENCE handled_n_seq TO motcua_app`,
      },
    ]);
    const pool = poolOf(db.appUrl);
    const store = new PostgresEventStore({ url: db.appUrl });
    cleanups.push(
      () => db.drop(),
      () => pool.end(),
      () => store.close(),
    );
    const count = async (what = 'count(*)') =>
      Number((await pool.query<{ n: string }>(`SELECT ${what} AS n FROM handled`)).rows[0]!.n);
    const start = () => {
      const started = startSource(join(import.meta.dirname, 'crash-consumer.fixture.ts'), { DATABASE_URL: db.appUrl });
      cleanups.push(() => started.signal('SIGKILL'));
      return started;
    };
    const until = async (isTrue: () => Promise<boolean>) => {
      const deadline = Date.now() + 30_000;
      while (!(await isTrue())) {
        if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
        await pause(20);
      }
    };
    return { pool, store, count, start, until };
  }

  it('in the middle of a batch is followed by one that misses nothing and keeps each dossier in order', async () => {
    const { pool, store, count, start, until } = await scene();
    await fill(store, 1_500);
    for (const enough of [200, 1_000]) {
      const first = start();
      await until(async () => (await count()) > enough);
      await first.signal('SIGKILL');
    }
    expect(await count()).toBeLessThan(3_000);
    start();
    await until(async () => (await count('count(DISTINCT (dossier_id, version))')) === 3_000);
    const { rows } = await pool.query(`
      SELECT dossier_id FROM (SELECT dossier_id, version, lag(version) OVER (PARTITION BY dossier_id ORDER BY first) AS before
        FROM (SELECT dossier_id, version, min(n) AS first FROM handled GROUP BY 1, 2) f) o WHERE version < before`);
    expect(rows).toEqual([]);
    // the inbox holds redelivery down to what was under way at a kill
    expect((await count()) - 3_000).toBeLessThan(200);
  });

  it('or stopped for longer than its lease is replaced, and its late writes are refused', async () => {
    const { pool, store, count, start, until } = await scene();
    const first = start();
    await fill(store, 20);
    await until(async () => (await count()) === 40);
    await first.signal('SIGSTOP');
    const second = start();
    await fill(store, 20);
    await until(async () => (await count('count(DISTINCT (dossier_id, version))')) === 80);
    await first.signal('SIGCONT');
    await fill(store, 20);
    await until(async () => (await count('count(DISTINCT (dossier_id, version))')) === 120);
    const late = await pool.query('SELECT DISTINCT pid FROM handled WHERE n > 80');
    expect(late.rows.length).toBeGreaterThanOrEqual(1);
    const { rows } = await pool.query(`SELECT token FROM kit.leases WHERE name = 'feed:crash'`);
    expect(Number(rows[0].token)).toBeGreaterThanOrEqual(2); // on a slow machine the spare may lose it for a moment, too
    expect(second.child.exitCode).toBeNull();
  });
});

describe('a consumer whose database goes away', () => {
  it('waits, parks nothing, and goes on by itself', async () => {
    const server = await startPostgres();
    const url = await server.createDatabase();
    const pool = poolOf(url);
    for (const { sql } of migrations) await pool.query(sql);
    const store = new PostgresEventStore({ url });
    const told: Delivery[] = [];
    const feed = feedOver(store, pool);
    const probe = { name: 'probe', topic: topics.dossierLifecycle, types: ['DossierSubmitted'] };
    const consumer = await feed.consume({ ...probe, startFrom: 'head', concurrency: 4 }, async (delivery) => {
      await pool.query('SELECT 1'); // an effect that needs the database
      told.push(delivery);
    });
    try {
      await fill(store, 50);
      while (told.length < 20) await pause(2);
      await server.killAll();
      await pause(1_000);
      await server.restart();
      await fill(store, 5);
      const handled = () => new Set(told.map(({ event }) => event.id)).size;
      const deadline = Date.now() + 30_000;
      while (handled() < 110 && Date.now() < deadline) await pause(20);
      expect(handled()).toBe(110);
      expect(await feed.parked('probe')).toEqual([]);
    } finally {
      await consumer.close();
      await store.close();
      await pool.end();
      await server.stop();
    }
  });
});
