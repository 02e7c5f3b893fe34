import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@motcua/contracts';
import type { KnownReplayJob } from '@motcua/domain';
import { assertSameHistory, type EventStore } from '@motcua/event-store';
import { PostgresEventStore, storeMigrations } from '@motcua/event-store/postgres';
import type { Consumer, RunningConsumer } from '@motcua/messaging';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import { DemoIssuer, MemoryKeyVault, SteppedClock, randomId, sharedMigrations } from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { type Answer, DeskScene, FarAway, type Premises, people } from '../desk-scene.fixture.js';
import { ResetWork } from './reset-work.js';

const second = { ...people.administrator, subject: 'admin-2' };
const HOUR = 3_600_000;
const consumer: Consumer = {
  name: 'spec-effects',
  topic: topics.dossierLifecycle,
  types: ['DossierSubmitted', 'DossierAccepted', 'StepForwarded'],
  startFrom: 'beginning',
  concurrency: 2,
};

/** Takes the log as it stands into an empty one, as a backup does. */
async function restore(from: EventStore, to: EventStore): Promise<void> {
  for (let after = from.start, behind = true; behind;) {
    const { events, next, atHead } = await from.readAll(after, {}, 100);
    for (const { stream, version, position: _position, ...event } of events)
      await to.append([{ stream, expected: version - 1, events: [event] }]);
    [after, behind] = [next, !atHead];
  }
}

describe('a consumer whose log came back from an older day', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let backup: typeof db;
  let premises: Premises;
  let desk: DeskScene;
  let running: RunningConsumer | undefined;
  let hour = 0;
  /** `<kind> <dossier>@<version> <moment of recording>` of every effect. */
  let effects: string[] = [];
  const failing = new Set<string>();
  const [known, parkedBefore, parkedAfter, gone, fresh] = [1, 2, 3, 4, 5].map(() => randomId()) as [
    string,
    string,
    string,
    string,
    string,
  ];

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    backup = await testDatabase(storeMigrations);
    premises = {
      url: db.appUrl,
      folder: await mkdtemp(join(tmpdir(), 'desk-')),
      catalogue: testCatalogue(),
      clock: new SteppedClock(MONDAY, new FarAway()),
      vault: new MemoryKeyVault(),
      issuer: await DemoIssuer.inMemory(),
      lines: [],
    };
    desk = await DeskScene.open(premises);
    await start();
    await yesterday();
    await lostDay();
    await desk.running.close();
    premises = { ...premises, logUrl: backup.appUrl };
    desk = await DeskScene.open(premises);
  });

  afterAll(async () => {
    await running?.close();
    await desk.running.close();
    await db.drop();
    await backup.drop();
    await rm(premises.folder, { recursive: true });
  });

  function anHourLater(): void {
    hour += 1;
    (premises.clock as SteppedClock).set(new Date(Date.parse(MONDAY) + hour * HOUR).toISOString());
  }

  async function start(): Promise<void> {
    const retry = { tries: 1, pauseMs: () => 1 };
    const feed = new EmbeddedFeed(desk.store, new PostgresFeedLedger(desk.database.pool), { retry, redrivePollMs: 50 });
    running = await feed.consume(consumer, ({ event: { dossierId, dossierVersion, recordedAt }, kind }) => {
      const fact = `${dossierId}@${dossierVersion}`;
      if (failing.has(fact)) return Promise.reject(new TypeError('planted'));
      effects.push(`${kind} ${fact} ${recordedAt}`);
      return Promise.resolve();
    });
  }

  async function stop(): Promise<void> {
    await running!.close();
    running = undefined;
  }

  const atHead = () => desk.until(async () => (await running!.state()).behind === 0);

  /** What the backup holds: two dossiers, one of which has a fact parked. */
  async function yesterday(): Promise<void> {
    failing.add(`${parkedBefore}@2`);
    await desk.given([submitDossier(), make.AcceptDossier], known);
    await desk.given([submitDossier(), make.AcceptDossier], parkedBefore);
    await desk.given([submitDossier()], parkedAfter);
    await atHead();
    const old = new PostgresEventStore({ url: backup.appUrl });
    await restore(desk.store, old);
    await old.close();
  }

  /** What the backup does not hold, handled and parked; and a checkpoint that one slow fact had kept far behind. */
  async function lostDay(): Promise<void> {
    anHourLater();
    failing.add(`${parkedAfter}@2`);
    await desk.given([make.ForwardStep], known);
    await desk.given([make.AcceptDossier], parkedAfter);
    await desk.given([submitDossier()], gone);
    await atHead();
    await stop();
    const [first] = await desk.store.read(`dossier-${known}`);
    const slow = `UPDATE kit.checkpoints SET position = $1 WHERE consumer = 'feed:spec-effects'`;
    await desk.database.pool.query(slow, [first!.position]);
    // it began on the lost day, too: what stood in the log then was history for it
    await desk.database.pool.query(
      `UPDATE kit.feed_consumers SET replay_until = '1000' WHERE consumer = 'spec-effects'`,
    );
    anHourLater();
  }

  const wish = { kind: 'reset', target: 'spec-effects' };
  const plan = (more: object = {}): Promise<Answer> =>
    desk.post('replays/plan', people.administrator, { ...wish, ...more });
  const jobOf = async (jobId: string) => (await desk.get(`replays/${jobId}`, people.administrator)).body;
  async function ended(jobId: string): Promise<Answer['body']> {
    for (;;) {
      const job = await jobOf(jobId);
      if (job.status !== 'running') return job;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('stops; and is set to the last place that both know, after which every effect stands once', async () => {
    const before = effects;
    effects = [];
    await desk.given([make.ForwardStep], known); // the same version as one of the lost day, another fact
    await desk.given([submitDossier(), make.AcceptDossier], fresh);
    failing.delete(`${parkedAfter}@2`);
    await desk.given([make.AcceptDossier], parkedAfter);
    await start();
    await desk.until(async () => (await running!.state()).lost === 'history-changed');
    expect(effects).toEqual([]);

    const [, second1] = await desk.store.read(`dossier-${known}`);
    const { body: planned } = await plan();
    const [place] = await desk.store.read(`dossier-${known}`);
    expect(planned).toMatchObject({
      from: place!.position,
      to: await desk.store.head(),
      count: 12, // 6 of yesterday behind the checkpoint, 6 of today
      dossiers: 4,
      firstEventId: second1!.id,
      effects: 7, // 6 of today, and one that this consumer does not ask for
      lost: { reason: 'history-changed', dossiersHandled: 4, dossiersAhead: 2, parkedGone: 1, repeated: 5 },
    });

    const later = { filter: { since: '2029-01-01T00:00:00Z' } };
    expect((await plan(later)).body).toEqual({ ...planned, ...later });
    expect((await plan({ filter: { since: MONDAY } })).body).toMatchObject({ count: 13, effects: 13, from: '0' });

    const { body: job } = await desk.post('replays', people.administrator, { ...wish, reasonCode: 'log-restored' });
    const approve = (who: typeof second) => desk.post(`replays/${job.jobId}/approve`, who as never, undefined);
    expect(await approve(people.administrator as never)).toMatchObject({ body: { code: 'replay.same-person' } });
    await approve(second);
    expect(await ended(job.jobId)).toMatchObject({ status: 'completed', tally: { done: 7, failed: 0, skipped: 5 } });

    await atHead(); // it goes on by itself
    expect((await running!.state()).lost).toBeUndefined();
    const today = (await jobOf(job.jobId)).requestedAt;
    expect(effects.toSorted()).toEqual(
      [`${fresh}@1`, `${fresh}@2`, `${known}@4`, `${parkedAfter}@2`].map((fact) => `live ${fact} ${today}`).toSorted(),
    );
    expect(before).toHaveLength(6);
    expect(before.filter((effect) => effects.includes(effect))).toEqual([]);
    const parked = await new PostgresFeedLedger(desk.database.pool).parked('spec-effects');
    expect(parked).toMatchObject([{ dossierId: parkedBefore, dossierVersion: 2, errorName: 'TypeError' }]);
    const { rows } = await desk.database.pool.query('SELECT * FROM kit.feed_resets');
    expect(rows).toMatchObject([{ job_id: job.jobId, consumer: 'spec-effects', dossiers_ahead: 2, parked_gone: 1 }]);
    expect((await desk.store.read(`replayJob-${job.jobId}`)).map(({ type }) => type)).toEqual([
      'ReplayRequested',
      'ReplayApproved',
      'ReplayCompleted',
    ]);
  });

  it('is not touched again when it is at home in the log', async () => {
    expect(await plan()).toMatchObject({ status: 409, body: { code: 'replay.consumer-not-lost' } });
    expect(await plan({ target: 'nobody' })).toMatchObject({ status: 404, body: { code: 'replay.target-unknown' } });
    const filter = { dossierIds: [known] };
    expect(await plan({ filter })).toMatchObject({ status: 422, body: { code: 'replay.filter-unusable' } });
  });

  it('is asked about the moment of the restore where it cannot tell', async () => {
    const { pool } = desk.database;
    await pool.query(`INSERT INTO kit.feed_consumers (consumer, replay_until) VALUES ('idle', '0')`);
    await pool.query(`INSERT INTO kit.checkpoints (consumer, position) VALUES ('feed:idle', 1000000)`);
    expect(await plan({ target: 'idle' })).toMatchObject({ status: 422, body: { code: 'replay.since-needed' } });
    const since = premises.clock.now();
    const { body } = await plan({ target: 'idle', filter: { since } });
    expect(body).toMatchObject({ count: 6, effects: 6, lost: { reason: 'checkpoint-beyond-head', repeated: 0 } });
  });

  it('is not set while a process is at work for it, nor twice, nor when it stands elsewhere by then', async () => {
    const { database, store } = desk;
    const ledger = new PostgresFeedLedger(database.pool, { ttlMs: 900 });
    const feed = new EmbeddedFeed(store, ledger);
    const work = new ResetWork({ store, feed, database, follows: 'embedded', now: () => MONDAY, patienceMs: 1_500 });
    const since = premises.clock.now();
    const target = 'idle';
    const counted = await work.count(target, { since });
    const job = (jobId: string) =>
      ({ jobId, plan: { kind: 'reset', target, filter: { since }, ratePerSecond: 1, ...counted } }) as KnownReplayJob;
    const steps = {
      signal: new AbortController().signal,
      pace: () => Promise.resolve(),
      report: () => Promise.resolve(),
    };
    const end = new AbortController();
    const leading = ledger.lead(target, () => once(end.signal, 'abort').then(() => undefined), end.signal);
    await desk.until(async () => (await ledgerHolders(target)) === 1);
    await expect(work.run(job(randomId()), steps)).rejects.toThrow('consumer-at-work');
    end.abort();
    await leading;
    const first = job(randomId());
    const outcome = await work.run(first, steps);
    expect(outcome).toMatchObject({ done: 6, failed: 0, skipped: 0 });
    expect(await work.run(first, steps)).toEqual(outcome);
    await expect(work.run(job(randomId()), steps)).rejects.toThrow('plan-outdated');
    expect(await plan({ target, filter: { since } })).toMatchObject({ status: 409 });
  });

  async function ledgerHolders(name: string): Promise<number> {
    const { rowCount } = await desk.database.pool.query(
      'SELECT FROM kit.leases WHERE name = $1 AND expires_at > clock_timestamp()',
      [`feed:${name}`],
    );
    return rowCount ?? 0;
  }

  it('is left to Kafka when that is what it follows', async () => {
    await running!.close();
    await desk.running.close();
    desk = await DeskScene.open({ ...premises, settings: { feed: 'kafka' } });
    expect(await plan()).toMatchObject({ status: 409, body: { code: 'replay.consumer-follows-topic' } });
  });

  it('is set back even so when it is the relay, which has handled nothing that could be dropped', async () => {
    const { pool } = desk.database;
    const published = { stream: `dossier-${gone}`, version: 1, id: randomId(), recordedAt: MONDAY };
    await pool.query(`INSERT INTO kit.feed_consumers (consumer, replay_until, anchor) VALUES ('relay', '0', $1)`, [
      published,
    ]);
    await pool.query(`INSERT INTO kit.checkpoints (consumer, position) VALUES ('feed:relay', 1000000)`);
    const { body: job } = await desk.post('replays', people.administrator, {
      ...wish,
      target: 'relay',
      reasonCode: 'log-restored',
    });
    expect(job.plan).toMatchObject({ count: 6, effects: 6, lost: { reason: 'checkpoint-beyond-head', repeated: 0 } });
    await desk.post(`replays/${job.jobId}/approve`, second as never, undefined);
    expect(await ended(job.jobId)).toMatchObject({ status: 'completed', tally: { done: 6, failed: 0, skipped: 0 } });
    const { position, anchor } = (await new PostgresFeedLedger(pool).progress('relay'))!;
    expect(position).toBe(job.plan.from);
    await assertSameHistory(desk.store, position, anchor);
  });
});
