import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DossierCommand } from '@motcua/domain';
import { DemoIssuer, MemoryKeyVault, SteppedClock, sharedMigrations } from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { DeskScene, FarAway, type Premises, pdf, people } from '../desk-scene.fixture.js';

describe('the watch over deadlines', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let premises: Premises;
  let clock: SteppedClock;
  let desk: DeskScene;

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    const folder = await mkdtemp(join(tmpdir(), 'desk-'));
    clock = new SteppedClock(MONDAY, new FarAway());
    const issuer = await DemoIssuer.inMemory();
    const lasting = { url: db.appUrl, folder, catalogue: testCatalogue(), clock, vault: new MemoryKeyVault(), issuer };
    premises = { ...lasting, lines: [] };
    desk = await DeskScene.open(premises);
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(premises.folder, { recursive: true });
  });

  /** A command given now, by the clock. */
  const now = <Command extends DossierCommand>(command: Command): Command => ({
    ...command,
    data: { ...command.data, now: clock.now() },
  });

  async function timersOf(dossierId: string): Promise<string[]> {
    const { rows } = await desk.database.pool.query<{ timer: string }>(
      `SELECT kind || ' ' || split_part(key, '|', 2) AS timer FROM kit.timers
       WHERE owner = 'desk' AND key LIKE $1 ORDER BY next_at, 1`,
      [`${dossierId}|%`],
    );
    return rows.map(({ timer }) => timer);
  }

  async function until(dossierId: string, type: string, times = 1): Promise<void> {
    await desk.until(async () => (await desk.types(dossierId)).filter((one) => one === type).length >= times);
  }

  async function told(dossierId: string): Promise<string[]> {
    const events = await desk.store.read(`dossier-${dossierId}`);
    return events
      .filter(({ type }) =>
        ['DeadlineWarned', 'DeadlineMissed', 'SupplementLapsed', 'OfficerTaskRaised'].includes(type),
      )
      .map(({ type, data }) => `${type} ${(data as { deadline?: string }).deadline ?? ''}`.trim());
  }

  it('warns of an answer that is due, says that it was missed, and shows both', async () => {
    const dossierId = await desk.given([now(submitDossier())]);
    await desk.until(async () => (await timersOf(dossierId)).length === 2);
    expect(await timersOf(dossierId)).toEqual(['deadline-warn intakeAnswer', 'deadline-miss intakeAnswer']);
    clock.set('2026-11-16T20:00:00.000Z');
    await until(dossierId, 'DeadlineWarned');
    await desk.caughtUp();
    const warned = await desk.get('deadlines?kind=intakeAnswer&state=warned', people.desk);
    expect(warned.body.items).toMatchObject([{ dossierId, dueAt: '2026-11-17T02:00:00.000Z', overdue: false }]);
    clock.set('2026-11-17T02:00:00.000Z'); // not later than the deadline: not missed
    clock.set('2026-11-17T02:00:00.001Z');
    await until(dossierId, 'DeadlineMissed');
    await desk.caughtUp();
    const missed = await desk.get('deadlines?kind=intakeAnswer&state=missed', people.desk);
    expect(missed.body.items).toMatchObject([{ dossierId, overdue: true, endedAt: null }]);
    const list = await desk.get('work-list?overdue=true', people.desk);
    expect(list.body).toMatchObject({ total: 1, overdueTotal: 1, items: [{ dossierId, overdue: true }] });
    await desk.command(dossierId, now(make.AcceptDossier));
    await desk.caughtUp();
    const over = await desk.get('deadlines?kind=intakeAnswer&state=missed', people.desk);
    expect(over.body.items).toMatchObject([{ dossierId, overdue: false, endedAt: clock.now() }]);
    await desk.until(async () => (await timersOf(dossierId)).length === 4);
    await desk.command(dossierId, now(make.ForwardStep));
    await desk.command(dossierId, now(make.SignResult));
    await desk.until(async () => (await timersOf(dossierId)).length === 0);
    expect(await told(dossierId)).toEqual(['DeadlineWarned intakeAnswer', 'DeadlineMissed intakeAnswer']);
  });

  it('loses nothing while the desk is down over the deadline, and says everything once when it is back', async () => {
    const waiting = await desk.given([now(submitDossier()), now(make.AcceptDossier), now(make.RequestSupplement)]);
    const opinion = await desk.given([
      now(submitDossier()),
      now(make.AcceptDossier),
      now(make.ForwardStep),
      now(make.RequestOpinion),
    ]);
    await desk.until(async () => (await timersOf(waiting)).length === 2 && (await timersOf(opinion)).length === 6);
    // filed in the last moment: the desk goes down before its consumer can have looked
    const unseen = await desk.given([now(submitDossier())]);
    await desk.running.close();
    clock.set('2026-12-15T00:00:00.000Z');
    desk = await DeskScene.open(premises);
    await until(waiting, 'SupplementLapsed');
    await until(opinion, 'DeadlineMissed', 3);
    await until(unseen, 'DeadlineMissed');
    expect(await told(waiting)).toEqual(['DeadlineMissed supplement', 'SupplementLapsed']);
    expect((await told(opinion)).toSorted()).toEqual([
      'DeadlineMissed apology',
      'DeadlineMissed opinion',
      'DeadlineMissed resolution',
      'OfficerTaskRaised',
    ]);
    expect(await told(unseen)).toEqual(['DeadlineMissed intakeAnswer']);
    await desk.until(async () => (await timersOf(waiting)).length + (await timersOf(opinion)).length === 0);
  });

  it('fires nothing twice when all history is told again', async () => {
    await desk.until(async () => {
      const { rows } = await desk.database.pool.query(`SELECT 1 FROM kit.timers WHERE owner = 'desk'`);
      return rows.length === 0;
    });
    const before = await desk.store.head();
    await desk.running.close();
    for (const table of ['kit.feed_inbox', 'kit.feed_consumers', 'kit.checkpoints'])
      await new DeskTables(db.ownerUrl).clear(table);
    desk = await DeskScene.open(premises);
    const fresh = await desk.given([now(submitDossier())]); // the last fact of all: behind it everything was told again
    await desk.until(async () => (await timersOf(fresh)).length === 2);
    await desk.until(async () => {
      const { rows } = await desk.database.pool.query(
        `SELECT 1 FROM kit.timers WHERE owner = 'desk' AND next_at <= $1`,
        [clock.now()],
      );
      return rows.length === 0;
    });
    expect(desk.store.distance(before, await desk.store.head())).toBe(1);
  });

  it('never lapses a supplement while an answer received in time waits for the officer', async () => {
    const dossierId = await desk.given([now(submitDossier()), now(make.RequestSupplement), now(make.SubmitSupplement)]);
    await desk.until(async () => (await timersOf(dossierId)).length === 0);
    clock.set('2027-01-20T00:00:00.000Z');
    await desk.until(async () => {
      const { rows } = await desk.database.pool.query(
        `SELECT 1 FROM kit.timers WHERE owner = 'desk' AND next_at <= $1`,
        [clock.now()],
      );
      return rows.length === 0;
    });
    expect(await told(dossierId)).toEqual([]);
  });

  it('removes a file that no command used, and leaves one that was', async () => {
    const dossierId = await desk.given([now(submitDossier()), now(make.AcceptDossier), now(make.ForwardStep)]);
    await desk.upload(dossierId, people.leader, pdf('khong dung'));
    const { body: used } = await desk.upload(dossierId, people.leader, pdf('dung'));
    const result = { resultKind: 'positive', fileId: used.fileId, number: '1/KQ', signed: true };
    expect(await desk.post(`dossiers/${dossierId}/result`, people.leader, result)).toMatchObject({ status: 200 });
    const blobs = async () =>
      (await readdir(premises.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
        .length;
    expect(await blobs()).toBe(2);
    clock.advance(24 * 3_600_000);
    await desk.until(async () => (await blobs()) === 1);
    const { status } = await desk.raw(`dossiers/${dossierId}/attachments/${used.fileId}`, people.leader);
    expect(status).toBe(200);
  });
});

/** What no app may do: forget how far a consumer was. */
class DeskTables {
  constructor(private readonly ownerUrl: string) {}

  async clear(table: string): Promise<void> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: this.ownerUrl });
    await client.connect();
    try {
      await client.query(`DELETE FROM ${table}`);
    } finally {
      await client.end();
    }
  }
}
