import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ReplayCommand, type ReplayEvent, type ReplayJob, replayDecider, replayStream } from '@motcua/domain';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import {
  Actor,
  CommandHandler,
  Database,
  MemoryKeyVault,
  ReplayRunner,
  SystemClock,
  VaultSealer,
  ViewBuilds,
  ViewRunner,
  factOf,
  randomId,
  sharedMigrations,
} from '@motcua/service-kit';
import { MONDAY, type TestDatabase, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { RebuildWork } from './rebuild-work.js';
import { replayJobs, replayJobsView } from './replay-jobs.view.js';

jest.setTimeout(60_000);

const WAITING = 12;
const SLICE = 5;
const plan = {
  filter: {},
  from: '0',
  to: '1',
  count: 1,
  dossiers: 0,
  firstEventId: null,
  lastEventId: null,
  effects: 0,
};

/** What a killed process asks is never answered. */
function mortal<T extends object>(target: T, isDead: () => boolean): T {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown =>
        isDead() ? new Promise(() => undefined) : Reflect.apply(value, of, given);
    },
  });
}

describe('a rebuild whose runner is killed', () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  let db: TestDatabase;
  let store: PostgresEventStore;
  let pool: Database['pool'];
  let builds: ViewBuilds;
  let views: ViewRunner;
  /** Opens the way to the slices behind the first. */
  let gate: PromiseWithResolvers<void>;

  beforeEach(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    store = new PostgresEventStore({ url: db.appUrl });
    cleanups.push(
      () => db.drop(),
      () => store.close(),
    );
    const database = new Database({ url: db.appUrl, applicationName: 'spec' });
    cleanups.push(() => database.close());
    pool = database.pool;
    builds = new ViewBuilds(database.kysely('kit'));
    for (let asked = 0; asked < WAITING; asked += 1) await requested('desk/work-list');
    gate = Promise.withResolvers();
    const rateLimit = () => () => gate.promise;
    views = new ViewRunner(database, store, { schema: 'desk', views: [replayJobs()], pollMs: 20, rateLimit });
    cleanups.push(() => views.stop());
    views.start();
    await views.waitFor(replayJobsView, await store.head(), 10_000);
  });

  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  });

  /** The process that runs the jobs; it keeps no read model. @returns kills it */
  function process(name: string): () => Promise<void> {
    let dead = false;
    const database = new Database({ url: db.appUrl, applicationName: name });
    const isDead = () => dead;
    const commands = new CommandHandler(store, new VaultSealer(new MemoryKeyVault()), new SystemClock());
    const runner = new ReplayRunner({
      store: mortal(store, isDead),
      commands: mortal(commands, isDead),
      database,
      clock: new SystemClock(),
      works: { rebuild: new RebuildWork(mortal(store, isDead), mortal(builds, isDead)) },
      onTrouble: () => undefined,
    });
    cleanups.push(async () => (dead ? undefined : database.close()));
    cleanups.push(async () => (dead ? undefined : runner.stop()));
    runner.start();
    return async () => {
      dead = true;
      await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${name}'`);
    };
  }

  async function tell(jobId: string, command: ReplayCommand): Promise<void> {
    const commands = new CommandHandler(store, new VaultSealer(new MemoryKeyVault()), new SystemClock());
    await commands.handle<ReplayJob, ReplayCommand, ReplayEvent>({
      stream: replayStream(jobId),
      decider: replayDecider,
      command,
      commandId: randomId(),
      actor: Actor.system('spec'),
    });
  }

  async function requested(target: string): Promise<string> {
    const jobId = randomId();
    const data = { jobId, by: 'admin-1', reasonCode: 'spec', now: MONDAY };
    const whole = { ...plan, kind: 'rebuild', target, ratePerSecond: SLICE } as const;
    await tell(jobId, { type: 'RequestReplay', data: { ...data, plan: whole } });
    return jobId;
  }

  async function jobOf(jobId: string): Promise<ReplayJob> {
    const facts = (await store.read(replayStream(jobId))).map((event) => factOf<ReplayEvent>(event));
    return facts.reduce(replayDecider.evolve, replayDecider.initialState());
  }

  async function until(isTrue: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!(await isTrue())) {
      if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
      await pause(20);
    }
  }

  const building = async () => (await builds.of(replayJobsView)).find(({ state }) => state === 'building');

  it('between the pause and whatever he would have done about it builds nothing more, and goes on when it is resumed', async () => {
    const before = (await builds.live(replayJobsView))!.build;
    const jobId = await requested(`desk/${replayJobsView}`);
    const kill = process('spec-killed');
    await tell(jobId, { type: 'ApproveReplay', data: { by: 'admin-2', now: MONDAY } });
    await until(async () => ((await building())?.position ?? store.start) !== store.start);
    const reached = (await building())!.position;
    await kill();
    await tell(jobId, { type: 'PauseReplay', data: { by: 'admin-1', cause: 'administrator', now: MONDAY } });
    process('spec-next');
    gate.resolve();
    await pause(1_000); // fifty looks
    expect(await building()).toMatchObject({ position: reached, drivenBy: jobId });
    expect((await builds.live(replayJobsView))!.build).toBe(before);
    await tell(jobId, { type: 'ResumeReplay', data: { by: 'admin-1', now: MONDAY } });
    await until(async () => (await jobOf(jobId)).status === 'completed');
    expect((await builds.live(replayJobsView))!.build).not.toBe(before);
  });
});
