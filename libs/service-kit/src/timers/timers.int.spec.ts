import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HandClock, startSource, testDatabase, type TestDatabase } from '@motcua/testing';
import { type Kysely } from 'kysely';
import { Database } from '../database/database.js';
import { TimerRunner, type TimerHandler, type TimerRunnerOptions } from './timer-runner.js';
import { timerMigrations } from './timers.migrations.js';
import { Timers } from './timers.js';

jest.setTimeout(60_000);

const group = {
  id: 'probe',
  sql: `CREATE TABLE handled (key text, pid int); GRANT ALL ON handled TO motcua_app`,
};

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
    await pause(10);
  }
}

describe('Timers', () => {
  let db: TestDatabase;
  let database: Database;
  let plain: Kysely<unknown>;
  let clock: HandClock;
  let timers: Timers;
  let runners: TimerRunner[];

  beforeEach(async () => {
    db = await testDatabase([...timerMigrations, group]);
    database = new Database({ url: db.appUrl, applicationName: 'spec' });
    plain = database.kysely('kit');
    clock = new HandClock('2026-11-24T01:00:00.000Z');
    timers = new Timers(plain, clock, 'desk');
    runners = [];
  });

  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    await database.close();
    await db.drop();
  });

  function run(handle: TimerHandler, options: TimerRunnerOptions = {}): TimerRunner {
    const runner = new TimerRunner(plain, clock, timers, { overdue: handle }, { pollMs: 10, ...options });
    runners.push(runner);
    runner.start();
    return runner;
  }

  const timer = (key: string, dueAt = '2026-11-25T01:00:00.000Z') => ({
    kind: 'overdue',
    key,
    dueAt,
    payload: { key },
  });

  it('rings when the business clock has come to it, once, with its payload', async () => {
    const rung: unknown[] = [];
    const runner = run(async (due) => void rung.push(due));
    await timers.set(timer('a'));
    await pause(100);
    expect(rung).toEqual([]);
    clock.set('2026-11-25T01:00:00.000Z');
    runner.wake();
    await until(async () => (await timers.pending('overdue')).length === 0);
    expect(rung).toEqual([{ ...timer('a'), attempt: 1 }]);
  });

  it('is moved by setting it again, and silent when it is cancelled', async () => {
    const rung: string[] = [];
    await timers.set(timer('a'));
    await timers.set(timer('a', '2026-11-26T01:00:00.000Z'));
    await timers.set(timer('b'));
    expect(await timers.cancel('overdue', 'b')).toBe(true);
    expect(await timers.cancel('overdue', 'b')).toBe(false);
    clock.set('2026-11-25T02:00:00.000Z');
    run(async ({ key }) => void rung.push(key));
    await pause(100);
    expect(rung).toEqual([]);
    clock.set('2026-11-26T02:00:00.000Z');
    await until(() => rung.length === 1);
    expect(rung).toEqual(['a']);
  });

  it('is lost with the transaction that set it', async () => {
    const lost = plain.transaction().execute(async (transaction) => {
      await timers.set(timer('a'), transaction);
      throw new Error('no');
    });
    await expect(lost).rejects.toThrow('no');
    expect(await timers.pending('overdue')).toEqual([]);
  });

  it('stays when its handler sets it anew', async () => {
    const rung: string[] = [];
    await timers.set(timer('a'));
    clock.set('2026-11-25T02:00:00.000Z');
    run(async (due) => {
      rung.push(due.dueAt);
      if (rung.length === 1) await timers.set(timer('a', '2026-11-25T03:00:00.000Z'));
    });
    await until(() => rung.length === 1);
    await until(async () => (await timers.pending('overdue'))[0]?.attempts === 0);
    clock.set('2026-11-25T03:00:00.000Z');
    await until(async () => (await timers.pending('overdue')).length === 0);
    expect(rung).toEqual(['2026-11-25T01:00:00.000Z', '2026-11-25T03:00:00.000Z']);
  });

  it('is tried again by the business clock when its handler fails, and says why', async () => {
    const tries: number[] = [];
    await timers.set(timer('a'));
    clock.set('2026-11-25T01:00:00.000Z');
    run(
      async ({ attempt }) => {
        tries.push(attempt);
        if (attempt === 1) throw new RangeError('Nguyễn Văn An');
      },
      { backOffMs: () => 60_000 },
    );
    await until(async () => (await timers.pending('overdue'))[0]?.lastError === 'RangeError');
    await pause(50);
    expect(tries).toEqual([1]);
    clock.add(60);
    await until(async () => (await timers.pending('overdue')).length === 0);
    expect(tries).toEqual([1, 2]);
  });

  it('rings in one of two instances', async () => {
    const rung: string[] = [];
    for (let i = 0; i < 200; i += 1) await timers.set(timer(`k${i}`));
    clock.set('2026-11-25T02:00:00.000Z');
    const handle: TimerHandler = async ({ key }) => {
      await pause(1);
      rung.push(key);
    };
    run(handle);
    run(handle);
    await until(async () => (await timers.pending('overdue')).length === 0);
    expect(rung).toHaveLength(200);
    expect(new Set(rung).size).toBe(200);
  });

  it('rings in another process when the one that claimed it is killed', async () => {
    for (let i = 0; i < 50; i += 1) await timers.set(timer(`k${i}`, '2026-11-24T00:00:00.000Z'));
    const child = startSource(join(import.meta.dirname, 'timer-process.fixture.ts'), { DATABASE_URL: db.appUrl });
    const handled = async () =>
      Number((await database.pool.query('SELECT count(DISTINCT key) AS n FROM handled')).rows[0].n);
    await until(async () => (await handled()) > 5);
    await child.signal('SIGKILL');
    expect((await timers.pending('overdue')).length).toBeGreaterThan(0);
    run(async ({ key }) => void (await database.pool.query('INSERT INTO handled VALUES ($1, 0)', [key])));
    await until(async () => (await timers.pending('overdue')).length === 0);
    expect(await handled()).toBe(50);
  });
});
