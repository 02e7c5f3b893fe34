import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { storeMigrations } from '@motcua/event-store/postgres';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import pg from 'pg';
import { assertHeld, Fenced, Lease, type Grant } from './lease.js';
import { feedMigrations } from './feed.migrations.js';

jest.setTimeout(60_000);

describe('Lease', () => {
  let db: TestDatabase;
  let stop: AbortController;
  let ends: Promise<unknown>[];
  let pools: pg.Pool[];

  beforeEach(async () => {
    db = await testDatabase([...storeMigrations, ...feedMigrations]);
    stop = new AbortController();
    [ends, pools] = [[], []];
  });

  afterEach(async () => {
    stop.abort();
    await Promise.all(ends);
    await Promise.all(pools.map((pool) => pool.end()));
    await db.drop();
  });

  function poolOf(): pg.Pool {
    const pool = new pg.Pool({ connectionString: db.appUrl, max: 3 });
    pool.on('connect', (client) => client.on('error', () => undefined));
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  }

  /** Holds the lease whenever it gets it, and keeps its grants. */
  function holder(pool: pg.Pool, signal = stop.signal, ttlMs = 600, name = 'issuer') {
    const grants: Grant[] = [];
    const run = new Lease(pool, name, { ttlMs }).run(async (grant) => {
      grants.push(grant);
      await new Promise<void>((resolve) => {
        if (grant.signal.aborted || signal.aborted) resolve();
        grant.signal.addEventListener('abort', () => resolve());
        signal.addEventListener('abort', () => resolve());
      });
    }, signal);
    ends.push(run);
    return { grants, run };
  }

  async function until(isTrue: () => boolean): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!isTrue()) {
      if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
      await pause(10);
    }
  }

  async function write(pool: pg.Pool, grant: Grant): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await assertHeld(client, grant);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  it('is held by one, renewed beyond its time, and handed on when the holder stops', async () => {
    const leave = new AbortController();
    const first = holder(poolOf(), leave.signal);
    await until(() => first.grants.length === 1);
    const second = holder(poolOf());
    await pause(1_500);
    expect([first.grants.length, second.grants.length]).toEqual([1, 0]);
    expect(first.grants[0]!.signal.aborted).toBe(false);
    leave.abort();
    await first.run;
    await until(() => second.grants.length === 1);
    expect(second.grants[0]!.token).toBe('2');
  });

  it('goes over when the connection of its holder is cut, and the former holder learns of it and is fenced', async () => {
    const pool = poolOf();
    const first = holder(pool, stop.signal, 20_000);
    await until(() => first.grants.length === 1);
    const second = holder(poolOf(), stop.signal, 2_000);
    const owner = new pg.Client({ connectionString: db.ownerUrl });
    await owner.connect();
    await owner.query(`UPDATE kit.leases SET expires_at = 'infinity'`); // only the lost connection may end it
    await write(pool, first.grants[0]!);
    await owner.query('SELECT pg_terminate_backend(holder_pid) FROM kit.leases');
    await until(() => second.grants.length === 1 || first.grants.length === 2);
    await expect(write(pool, first.grants[0]!)).rejects.toThrow(Fenced);
    await until(() => first.grants[0]!.signal.aborted);
    await owner.end();
  });

  it('takes one connection for any number of names', async () => {
    const pool = poolOf();
    const holders = Array.from({ length: 12 }, (_, n) => holder(pool, stop.signal, 600, `name-${n}`));
    await until(() => holders.every(({ grants }) => grants.length === 1));
    expect(pool.totalCount - pool.idleCount).toBe(1);
  });

  it('gives a line up on which no answer comes, and does not wait for it when it ends', async () => {
    const pool = poolOf();
    const { grants, run } = holder(pool);
    await until(() => grants.length === 1);
    const other = await poolOf().connect();
    await other.query("BEGIN; SELECT FROM kit.leases WHERE name = 'issuer' FOR UPDATE"); // every question about it waits
    await until(() => grants[0]!.signal.aborted);
    stop.abort();
    await run;
    await other.query('ROLLBACK');
    other.release();
    expect(grants).toHaveLength(1);
  });
});
