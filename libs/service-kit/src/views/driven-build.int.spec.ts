import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { storeMigrations } from '@motcua/event-store/postgres';
import { feedMigrations } from '@motcua/messaging/embedded';
import { HandClock, testDatabase, type TestDatabase } from '@motcua/testing';
import { Database } from '../database/database.js';
import { handStopwatch } from '../replay/hand-stopwatch.fixture.js';
import { rateLimit } from '../replay/rate-limit.js';
import { paused, resumed, runningJob, tellJob } from './running-job.fixture.js';
import { submitted, tallyView } from './tally-view.fixture.js';
import { type BuildJob, ViewBuilds } from './view-builds.js';
import { ViewRunner } from './view-runner.js';
import { viewMigrations } from './view.migrations.js';

jest.setTimeout(60_000);

const schema = { id: 'probe', sql: 'CREATE SCHEMA probe; GRANT USAGE ON SCHEMA probe TO motcua_app' };
const DOSSIERS = 45;

describe('a build in the name of a job', () => {
  const clock = new HandClock('2026-11-24T01:00:00.000Z');
  let db: TestDatabase;
  let database: Database;
  let store: MemoryEventStore;
  let runner: ViewRunner;
  let builds: ViewBuilds;
  /** Facts of each batch that was folded. */
  let batches: number[];
  /** Happens while a batch is written. */
  let meanwhile: () => Promise<void>;

  beforeEach(async () => {
    db = await testDatabase([...storeMigrations, ...feedMigrations, ...viewMigrations, schema]);
    database = new Database({ url: db.appUrl, applicationName: 'spec' });
    builds = new ViewBuilds(database.kysely('kit'));
    store = new MemoryEventStore();
    for (let told = 0; told < DOSSIERS; told += 1) {
      const id = randomUUID();
      await store.append([{ stream: `dossier-${id}`, expected: 0, events: [submitted(id)] }]);
    }
    batches = [];
    meanwhile = async () => {};
    const tally = tallyView();
    runner = new ViewRunner(database, store, {
      schema: 'probe',
      pollMs: 20,
      rateLimit: (perSecond, signal) => rateLimit(perSecond, signal, handStopwatch(clock)),
      views: [
        {
          ...tally,
          async apply(transaction, events, prepared) {
            batches.push(events.length);
            await tally.apply(transaction, events, prepared);
            await meanwhile();
          },
        },
      ],
    });
    runner.start();
    await runner.waitFor('tally', await store.head(), 10_000);
    batches = [];
  });

  afterEach(async () => {
    await runner.stop();
    await database.close();
    await db.drop();
  });

  async function begun(perSecond: number): Promise<{ job: BuildJob; build: number }> {
    const job = await runningJob(store, 'probe/tally', perSecond);
    const plan = { view: 'tally', version: 1, schema: 'probe', switchOn: 'equal' as const, job };
    return { job, build: (await builds.plan(plan, store.start)).build };
  }

  const live = async () => (await builds.live('tally'))?.build;
  const folded = () => batches.reduce((sum, facts) => sum + facts, 0);

  async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!(await isTrue())) {
      if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
      await pause(10);
    }
  }

  it('takes no more than a second allows, at any rate', async () => {
    const { build } = await begun(10);
    for (const second of [1, 2, 3, 4]) {
      await until(() => folded() === second * 10);
      await pause(100); // five looks: the time stands still
      expect(batches).toEqual(Array.from({ length: second }, () => 10));
      clock.add(0.9);
      await pause(100);
      expect(folded()).toBe(second * 10);
      clock.add(0.1);
    }
    await until(async () => (await live()) === build);
    expect(batches).toEqual([10, 10, 10, 10, 5]);
  });

  it('stands still as soon as the job is paused, though nobody tells it so, and goes on when the job does', async () => {
    const before = await live();
    const { job, build } = await begun(10);
    await until(() => folded() === 10);
    await tellJob(store, paused(job.jobId));
    clock.add(3_600);
    await pause(200); // ten looks
    expect(folded()).toBe(10);
    expect(await live()).toBe(before);
    await tellJob(store, resumed(job.jobId));
    await until(async () => {
      clock.add(1);
      return (await live()) === build;
    });
    expect(folded()).toBe(DOSSIERS);
  });

  it('does not take over when the job is paused while the last batch is written', async () => {
    const before = await live();
    const job = await runningJob(store, 'probe/tally');
    meanwhile = () => tellJob(store, paused(job.jobId));
    await builds.plan({ view: 'tally', version: 1, schema: 'probe', switchOn: 'equal', job }, store.start);
    await until(() => folded() === DOSSIERS);
    await pause(200);
    expect(await live()).toBe(before);
  });
});
