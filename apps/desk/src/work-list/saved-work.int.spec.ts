import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoIssuer, MemoryKeyVault, SteppedClock, randomId, sharedMigrations } from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { DeskScene, FarAway, people } from '../desk-scene.fixture.js';

const processing = [submitDossier(), make.AcceptDossier, make.ForwardStep];
const late = '2026-12-20T03:00:00.000Z';

describe('the counts and the saved views of the work list', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let folder: string;
  let desk: DeskScene;
  const clock = new SteppedClock(MONDAY, new FarAway());

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'desk-'));
    const issuer = await DemoIssuer.inMemory();
    const premises = { url: db.appUrl, folder, catalogue: testCatalogue(), clock, vault: new MemoryKeyVault(), issuer };
    desk = await DeskScene.open({ ...premises, lines: [] });
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(folder, { recursive: true });
  });

  it('count what waits by status, with what is late, mine and nobody’s, and nothing of other units', async () => {
    await desk.given([submitDossier()]);
    await desk.given([
      submitDossier(),
      { ...make.AssignHandler, data: { ...make.AssignHandler.data, handler: 'desk-1' } },
    ]);
    await desk.given(processing);
    await desk.given([...processing, make.RaiseOfficerTask]);
    await desk.given([submitDossier(), make.WithdrawDossier]);
    await desk.caughtUp();
    const { body } = await desk.get('work-list/counts', people.desk);
    expect(body).toMatchObject({ total: 4, overdue: 0, mine: 1, unassigned: 1, withTasks: 1 });
    expect(body.statuses.map(({ status, total }: { status: number; total: number }) => [status, total])).toEqual([
      [1, 2],
      [2, 0],
      [5, 0],
      [4, 2],
      [6, 0],
      [9, 0],
    ]);
    expect((await desk.get('work-list/counts', people.elsewhere)).body).toMatchObject({ total: 0, mine: 0 });
    expect(await desk.get('work-list/counts', people.citizen)).toMatchObject({ status: 403 });
    clock.set(late);
    expect((await desk.get('work-list/counts', people.desk)).body).toMatchObject({ total: 4, overdue: 4 });
  });

  it('keep filters under a name, for the officer who saved them and nobody else', async () => {
    const viewId = randomId();
    const view = { name: 'Quá hạn của tôi', filters: { handler: 'me', overdue: 'true' } };
    expect(await desk.put(`saved-views/${viewId}`, people.desk, view)).toMatchObject({ status: 200 });
    const renamed = { ...view, name: 'Của tôi, quá hạn' };
    expect(await desk.put(`saved-views/${viewId}`, people.desk, renamed)).toMatchObject({ status: 200 });
    expect((await desk.get('saved-views', people.desk)).body).toEqual({ items: [{ viewId, ...renamed }] });
    expect((await desk.get('saved-views', people.desk2)).body).toEqual({ items: [] });
    const foreign = { status: 404, body: { code: 'saved-view.unknown' } };
    expect(await desk.put(`saved-views/${viewId}`, people.desk2, view)).toMatchObject(foreign);
    expect(await desk.remove(`saved-views/${viewId}`, people.desk2)).toMatchObject(foreign);
    expect((await desk.get('saved-views', people.desk)).body.items).toHaveLength(1);
    expect(await desk.remove(`saved-views/${viewId}`, people.desk)).toMatchObject({ status: 204 });
    expect(await desk.remove(`saved-views/${viewId}`, people.desk)).toMatchObject(foreign);
  });

  it('keep no words of a search, and nothing that is no filter', async () => {
    const save = (body: object, id = randomId()) => desk.put(`saved-views/${id}`, people.desk, body);
    for (const filters of [{ q: 'Nguyễn Văn Mẫu' }, { procedure: 'Nguyễn Văn Mẫu' }, { status: '11' }, { cursor: 'x' }])
      expect(await save({ name: 'a', filters })).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
    for (const name of ['', ' ', 'x'.repeat(61), 'hai\ndòng'])
      expect(await save({ name, filters: {} })).toMatchObject({ status: 400 });
    expect(await save({ name: 'a', filters: {} }, 'no-id')).toMatchObject({ status: 404 });
    expect(await desk.put(`saved-views/${randomId()}`, people.citizen, { name: 'a', filters: {} })).toMatchObject({
      status: 403,
    });
    expect((await desk.get('saved-views', people.desk)).body.items).toEqual([]);
  });

  it('are at most thirty for an officer, also when they come at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 34 }, (_, index) =>
        desk.put(`saved-views/${randomId()}`, people.leader, { name: `Bộ lọc ${index}`, filters: {} }),
      ),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(30);
    expect(all.find(({ status }) => status === 409)).toMatchObject({ body: { code: 'saved-view.too-many' } });
  });
});
