import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@motcua/contracts';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import { DemoIssuer, MemoryKeyVault, SteppedClock, ViewBuilds, randomId, sharedMigrations } from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { type Answer, DeskScene, FarAway, type Premises, people } from '../desk-scene.fixture.js';

const second = { ...people.administrator, subject: 'admin-2' };
const ofOneUnit = { ...people.administrator, units: ['H99.14'] };

describe('a replay job', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let premises: Premises;
  let desk: DeskScene;
  const dossiers: string[] = [];

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
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
    for (let count = 0; count < 5; count += 1)
      dossiers.push(await desk.given([submitDossier(), make.AcceptDossier, make.ForwardStep]));
    await desk.caughtUp();
  });

  afterEach(async () => {
    for (const { jobId } of (await desk.get('replays', people.administrator)).body.items)
      await desk.post(`replays/${jobId}/cancel`, people.administrator, undefined);
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(premises.folder, { recursive: true });
  });

  const ask = (wish: object, who = people.administrator as typeof second): Promise<Answer> =>
    desk.post('replays', who, { reasonCode: 'spec', ...wish });
  const act = (jobId: string, name: string, who = people.administrator as typeof second): Promise<Answer> =>
    desk.post(`replays/${jobId}/${name}`, who, undefined);
  const jobOf = async (jobId: string) => (await desk.get(`replays/${jobId}`, people.administrator)).body;

  async function until(jobId: string, status: string): Promise<Answer['body']> {
    for (;;) {
      const job = await jobOf(jobId);
      if (job.status === status) return job;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const liveBuild = async (view: string) => (await new ViewBuilds(desk.database.kysely('kit')).live(view))!.build;

  it('tells its numbers before anything is stored', async () => {
    const wish = { kind: 'redeliver', target: 'statistics', filter: { types: ['DossierAccepted'] } };
    const plan = await desk.post('replays/plan', people.administrator, wish);
    expect(plan).toMatchObject({ status: 200, body: { count: 5, dossiers: 5, effects: 0, ratePerSecond: 1_000 } });
    const one = { ...wish, filter: { dossierIds: [dossiers[2]] } };
    expect((await desk.post('replays/plan', people.administrator, one)).body).toMatchObject({ count: 4, dossiers: 1 });
    const nobody = { ...wish, filter: { unitCodes: ['H99.77'] } };
    expect((await desk.post('replays/plan', people.administrator, nobody)).body).toMatchObject({ count: 0 });
    expect(await ask(nobody)).toMatchObject({ status: 409, body: { code: 'replay.nothing-planned' } });
    expect((await desk.get('replays', people.administrator)).body.items).toEqual([]);
  });

  it('refuses what cannot be meant', async () => {
    for (const [wish, status] of [
      [{ kind: 'rebuild', target: 'desk/nothing' }, 404],
      [{ kind: 'rebuild', target: 'intake/work-list' }, 404],
      [{ kind: 'rebuild', target: 'desk/work-list@99' }, 404],
      [{ kind: 'rebuild', target: 'desk/work-list', filter: { unitCodes: ['H99.14'] } }, 422],
      [{ kind: 'rebuild', target: '../etc' }, 400],
      [{ kind: 'destroy', target: 'desk/work-list' }, 400],
      [{ kind: 'redrive', target: 'portal-sync', ratePerSecond: 0 }, 400],
      [{ kind: 'redrive', target: 'portal-sync', filter: { dossierIds: ['x'] } }, 400],
      [{ kind: 'redrive', target: 'portal-sync', filter: { since: 'yesterday' } }, 400],
    ] as const)
      expect(await ask(wish)).toMatchObject({ status });
  });

  it('is an affair of the province', async () => {
    const wish = { kind: 'rebuild', target: 'desk/work-list' };
    expect(await ask(wish, ofOneUnit as never)).toMatchObject({ status: 403 });
    expect(await desk.post('replays', people.desk, { reasonCode: 'spec', ...wish })).toMatchObject({ status: 403 });
  });

  it('waits for a second administrator, and is the same job when it is asked for again', async () => {
    const key = randomId();
    const wish = { kind: 'rebuild', target: 'desk/work-list', reasonCode: 'spec' };
    const { body: job } = await desk.post('replays', people.administrator, wish, key);
    expect((await desk.post('replays', people.administrator, wish, key)).body.jobId).toBe(job.jobId);
    const other = { ...wish, target: 'desk/delivery-list' };
    expect(await desk.post('replays', people.administrator, other, key)).toMatchObject({ status: 409 });
    expect(await act(job.jobId, 'approve')).toMatchObject({ status: 409, body: { code: 'replay.same-person' } });
    expect(await jobOf(job.jobId)).toMatchObject({ status: 'waiting', approvedBy: null });
    expect(await act(randomId(), 'approve')).toMatchObject({ status: 404, body: { code: 'replay.unknown' } });
  });

  it('tells who did what to it, in order, to administrators of the province alone', async () => {
    const { body: job } = await ask({ kind: 'rebuild', target: 'desk/delivery-list' });
    await act(job.jobId, 'cancel', second);
    const { body } = await desk.get(`replays/${job.jobId}/history`, people.administrator);
    expect(body.items).toEqual([
      { type: 'ReplayRequested', at: MONDAY, by: people.administrator.subject, tally: null, cause: null },
      { type: 'ReplayCancelled', at: MONDAY, by: second.subject, tally: null, cause: null },
    ]);
    const path = `replays/${job.jobId}/history`;
    expect(await desk.get(path, ofOneUnit)).toMatchObject({ status: 403 });
    expect(await desk.get(path, people.desk)).toMatchObject({ status: 403 });
    expect(await desk.get(`replays/${randomId()}/history`, second)).toMatchObject({ status: 404 });
    expect(await desk.get('replays/x/history', second)).toMatchObject({ status: 400 });
  });

  it('rebuilds a read model beside the live one, and returns to the one before', async () => {
    const before = await liveBuild('work-list');
    const { body: job } = await ask({ kind: 'rebuild', target: 'desk/work-list' });
    await act(job.jobId, 'approve', second);
    const done = await until(job.jobId, 'completed');
    expect(done).toMatchObject({ approvedBy: 'admin-2', tally: { done: done.plan.count, failed: 0, skipped: 0 } });
    expect(done.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await liveBuild('work-list')).not.toBe(before);
    expect((await desk.get('work-list', people.resolver)).body.items).toHaveLength(5);
    const { body: back } = await ask({ kind: 'rebuild', target: `desk/work-list@${before}` });
    await act(back.jobId, 'approve', second);
    await until(back.jobId, 'completed');
    expect(await liveBuild('work-list')).toBe(before);
    expect((await desk.get('work-list', people.resolver)).body.items).toHaveLength(5);
  });

  it('stands still when the new tables differ, and lets them take over when it is told to go on', async () => {
    const { pool } = desk.database;
    const { rows } = await pool.query<{ schema_name: string }>(
      `SELECT schema_name FROM kit.view_builds WHERE view = 'delivery-list' AND state = 'live'`,
    );
    await pool.query(
      `INSERT INTO ${rows[0]!.schema_name}.lanes (stream, lane, since) VALUES ('delivery-planted', '{}', '{}')`,
    );
    const before = await liveBuild('delivery-list');
    const { body: job } = await ask({ kind: 'rebuild', target: 'desk/delivery-list' });
    await act(job.jobId, 'approve', second);
    expect(await until(job.jobId, 'paused')).toMatchObject({ pausedFor: 'build-differs' });
    expect(await liveBuild('delivery-list')).toBe(before);
    await act(job.jobId, 'resume', second);
    await until(job.jobId, 'completed');
    expect(await liveBuild('delivery-list')).not.toBe(before);
  });

  it('takes away what it built when it is cancelled', async () => {
    const builds = new ViewBuilds(desk.database.kysely('kit'));
    await desk.database.pool.query(
      `UPDATE kit.view_builds SET state = 'retired' WHERE view = 'delivery-list' AND state = 'differs'`,
    );
    const before = await builds.of('delivery-list');
    const { body: job } = await ask({ kind: 'rebuild', target: 'desk/delivery-list', ratePerSecond: 1 });
    await act(job.jobId, 'cancel');
    expect(await act(job.jobId, 'approve', second)).toMatchObject({ status: 409, body: { code: 'replay.ended' } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await builds.of('delivery-list')).map(({ build }) => build)).toEqual(before.map(({ build }) => build));
  });

  it('goes on in the next process after a restart', async () => {
    const { body: job } = await ask({ kind: 'rebuild', target: 'desk/work-list' });
    await desk.running.close();
    desk = await DeskScene.open(premises);
    await act(job.jobId, 'approve', second);
    await desk.running.close(); // at once: whatever it had begun stays behind
    desk = await DeskScene.open(premises);
    expect(await until(job.jobId, 'completed')).toMatchObject({ status: 'completed', tally: { failed: 0 } });
  });

  it('takes parked facts again, dossier by dossier, and counts what fails again', async () => {
    const [good, bad] = [dossiers[0]!, dossiers[1]!];
    let broken = new Set([good, bad]);
    const handled: string[] = [];
    const retry = { tries: 1, pauseMs: () => 1 };
    const feed = new EmbeddedFeed(desk.store, new PostgresFeedLedger(desk.database.pool), { retry, redrivePollMs: 50 });
    const consumer = { name: 'spec-effects', topic: topics.dossierLifecycle, startFrom: 'beginning', concurrency: 2 };
    const types = ['DossierSubmitted', 'DossierAccepted'];
    const running = await feed.consume({ ...consumer, types } as never, ({ event }) => {
      if (broken.has(event.dossierId)) return Promise.reject(new TypeError('planted'));
      handled.push(`${event.dossierId}:${event.type}`);
      return Promise.resolve();
    });
    await desk.until(async () => (await feed.parked('spec-effects')).length === 4);
    broken = new Set([bad]);
    const plan = await desk.post('replays/plan', people.administrator, { kind: 'redrive', target: 'spec-effects' });
    expect(plan.body).toMatchObject({ count: 4, dossiers: 2, effects: 4 });
    const { body: job } = await ask({ kind: 'redrive', target: 'spec-effects' });
    await act(job.jobId, 'approve', second);
    expect(await until(job.jobId, 'completed')).toMatchObject({ tally: { done: 2, failed: 2, skipped: 0 } });
    expect(handled.filter((one) => one.startsWith(good))).toEqual(types.map((type) => `${good}:${type}`));
    broken = new Set();
    const { body: other } = await ask({ kind: 'redrive', target: 'spec-effects', filter: { dossierIds: [bad] } });
    await act(other.jobId, 'approve', second);
    expect(await until(other.jobId, 'completed')).toMatchObject({ tally: { done: 2, failed: 0, skipped: 0 } });
    expect(await ask({ kind: 'redrive', target: 'spec-effects' })).toMatchObject({ status: 409 });
    await running.close();
  });

  it('pauses while nobody handles the facts, and can be cancelled', async () => {
    const parked = randomId();
    await desk.database.pool.query(
      `INSERT INTO kit.feed_parked (consumer, dossier_id, version, event_type, error_name, attempts)
       VALUES ('nobody', $1, 2, 'DossierAccepted', 'TypeError', 8)`,
      [parked],
    );
    const { body: job } = await ask({ kind: 'redrive', target: 'nobody' });
    await act(job.jobId, 'approve', second);
    expect((await act(job.jobId, 'pause')).body).toMatchObject({ status: 'paused', pausedFor: 'administrator' });
    expect((await act(job.jobId, 'resume')).body).toMatchObject({ status: 'running', pausedFor: null });
    expect((await act(job.jobId, 'cancel')).body).toMatchObject({ status: 'cancelled', tally: { done: 0 } });
    expect(await act(job.jobId, 'resume')).toMatchObject({ status: 409, body: { code: 'replay.ended' } });
    const listed = await desk.get('replays?status=cancelled&limit=1', people.administrator);
    expect(listed.body.items).toHaveLength(1);
  });
});
