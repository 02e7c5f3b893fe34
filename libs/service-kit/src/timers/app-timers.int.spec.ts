import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HandClock, testDatabase, type TestDatabase } from '@motcua/testing';
import { Database } from '../database/database.js';
import type { KitParts } from '../kit-parts.js';
import { Log } from '../logging/log.js';
import { Health } from '../management/health.js';
import { Metrics } from '../management/metrics.js';
import { AppTimers } from './app-timers.js';
import { NotYet } from './not-yet.js';
import { TimerWatch } from './timer-watch.js';
import { timerMigrations } from './timers.migrations.js';
import { Timers } from './timers.js';

jest.setTimeout(60_000);

class Told extends Log {
  readonly lines: string[] = [];
  override debug = (event: string): void => void this.lines.push(`debug ${event}`);
  override info = (event: string): void => void this.lines.push(`info ${event}`);
  override warn = (event: string): void => void this.lines.push(`warn ${event}`);
  override error = (event: string): void => void this.lines.push(`error ${event}`);
}

class SpecTimers extends AppTimers<'look'> {
  constructor(parts: KitParts, log: Log, metrics: Metrics, health: Health) {
    super('spec', parts, log, metrics, health);
  }
}

describe('the timers of an app', () => {
  let db: TestDatabase;
  let database: Database;
  const clock = new HandClock('2026-11-24T01:00:00.000Z');
  const log = new Told();

  beforeEach(async () => {
    db = await testDatabase([...timerMigrations]);
    database = new Database({ url: db.appUrl, applicationName: 'spec' });
    clock.set('2026-11-24T01:00:00.000Z');
    log.lines.length = 0;
  });

  afterEach(async () => {
    await database.close();
    await db.drop();
  });

  /** Lets a timer fail so many times. */
  async function failing(times: number, error: () => Error): Promise<void> {
    const timers = new SpecTimers({ clock, database } as unknown as KitParts, log, new Metrics(), new Health());
    const done = Promise.withResolvers<void>();
    timers.handle('look', async ({ attempt }) => {
      if (attempt > times) return done.resolve();
      throw error();
    });
    await timers.set({ kind: 'look', key: 'a', dueAt: clock.now(), payload: {} });
    timers.onApplicationBootstrap();
    const moving = setInterval(() => clock.add(3600), 20);
    await done.promise;
    clearInterval(moving);
    await timers.onModuleDestroy();
  }

  it('say of a failure that it was one', async () => {
    await failing(2, () => new RangeError('no'));
    expect(log.lines).toEqual(['warn spec.timer-failed', 'warn spec.timer-failed']);
  });

  it('keep still about what is not there yet, until that has gone on for an hour', async () => {
    await failing(11, () => new NotYet());
    expect(log.lines).toEqual(Array.from({ length: 11 }, () => 'debug spec.timer-not-yet'));
    log.lines.length = 0;
    await failing(14, () => new NotYet());
    expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual(['warn spec.timer-failed']);
  });

  describe('as their watch sees them', () => {
    const scene = () => {
      const [metrics, health] = [new Metrics(), new Health()];
      const time = { ms: 0 };
      const plain = database.kysely('kit');
      const watch = new TimerWatch('spec', { database: plain, clock, metrics, health, monotonic: () => time.ms });
      const ready = async () => (await health.report()).ready;
      return { timers: new Timers(plain, clock, 'spec'), plain, metrics, time, watch, ready };
    };
    const timer = (dueAt: string) => ({ kind: 'look', key: 'a', dueAt, payload: {} });

    it('are not well when nobody takes the oldest, and well when it is taken or set anew', async () => {
      const { timers, time, watch, ready, metrics } = scene();
      await timers.set(timer('2026-11-24T00:59:00.000Z'));
      await watch.look();
      time.ms = 119_000;
      expect(await ready()).toBe(true);
      time.ms = 120_000;
      await watch.look();
      expect(await ready()).toBe(false);
      expect(await metrics.registry.metrics()).toContain('motcua_timer_oldest_due_seconds{app="spec"} 60');
      await timers.set(timer('2026-11-24T00:59:00.000Z'));
      await watch.look();
      expect(await ready()).toBe(true);
      await timers.cancel('look', 'a');
      time.ms = 500_000;
      await watch.look();
      expect(await ready()).toBe(true);
      expect(await metrics.registry.metrics()).toContain('motcua_timer_oldest_due_seconds{app="spec"} 0');
    });

    it('are counted while they fail again and again; those of other apps are theirs', async () => {
      const { timers, plain, watch, ready, metrics, time } = scene();
      await timers.set(timer('2026-11-24T02:00:00.000Z'));
      await new Timers(plain, clock, 'other').set(timer('2026-11-24T00:00:00.000Z'));
      await database.pool.query('UPDATE kit.timers SET attempts = 12');
      await watch.look();
      time.ms = 500_000;
      await watch.look();
      expect(await ready()).toBe(true);
      expect(await metrics.registry.metrics()).toContain('motcua_timers_failing{app="spec"} 1');
      expect(await metrics.registry.metrics()).toContain('motcua_timer_oldest_due_seconds{app="spec"} 0');
    });
  });
});
