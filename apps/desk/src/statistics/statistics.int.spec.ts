import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DossierCommand, type EvaluationScheme, createCatalogue } from '@motcua/domain';
import {
  DemoIssuer,
  MemoryKeyVault,
  SteppedClock,
  type ViewBuild,
  ViewBuilds,
  sharedMigrations,
} from '@motcua/service-kit';
import {
  type TestDatabase,
  acceptDossier,
  catalogueData,
  forwardStep,
  dossierCommands as make,
  receiveAtCounter,
  returnResult,
  signResult,
  submitDossier,
  testDatabase,
} from '@motcua/testing';
import { DeskScene, FarAway, people } from '../desk-scene.fixture.js';
import { deskMigrations } from '../desk.migrations.js';

const WEDNESDAY = '2026-11-18T03:00:00.000Z';
const THURSDAY = '2026-11-19T03:00:00.000Z';
const FRIDAY = '2026-11-20T03:00:00.000Z';
/** The Monday after; every time limit of the scene, three working days, is over. */
const NOW = '2026-11-23T02:00:00.000Z';
const NOVEMBER = 'from=2026-11-01&to=2026-11-30';

const accepted = [submitDossier(), acceptDossier()];
/** By what became of them; all came in on Monday the 16th. */
const dossiers: Readonly<Record<string, readonly DossierCommand[]>> = {
  early: [
    ...accepted,
    signResult({ now: WEDNESDAY }),
    returnResult({ now: WEDNESDAY, method: 'online' }),
    make.RateDossier,
  ],
  onTime: [receiveAtCounter(), signResult({ now: THURSDAY })],
  late: [...accepted, forwardStep({ stepDue: THURSDAY }), signResult({ now: FRIDAY })],
  overdue: accepted,
  refused: [submitDossier(), make.RefuseIntake],
  elsewhere: [submitDossier({ procedureCode: '1.004873', receivingUnit: 'H99.31' }), make.WithdrawDossier],
};

describe('the figures of the desk', () => {
  let database: TestDatabase;
  let folder: string;
  let desk: DeskScene;

  beforeAll(async () => {
    database = await testDatabase([...sharedMigrations, ...deskMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'motcua-figures-'));
    const file = join(import.meta.dirname, '../../../../catalogues/2020/evaluation.json');
    const evaluations = JSON.parse(await readFile(file, 'utf8')) as EvaluationScheme[];
    desk = await DeskScene.open({
      url: database.appUrl,
      folder,
      catalogue: createCatalogue({ ...catalogueData(), evaluations }),
      clock: new SteppedClock(NOW, new FarAway()),
      vault: new MemoryKeyVault(),
      issuer: await DemoIssuer.inMemory(),
      lines: [],
    });
    for (const commands of Object.values(dossiers)) await desk.given(commands);
    await desk.caughtUp();
  });

  afterAll(async () => {
    await desk.running.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('count what came in, what became of it and what is overdue', async () => {
    const { status, body } = await desk.get(`statistics?${NOVEMBER}`, people.administrator);
    expect([status, body.total]).toEqual([
      200,
      {
        received: 6,
        receivedOnline: 5,
        accepted: 4,
        refused: 1,
        withdrawn: 1,
        stopped: 0,
        resolved: 3,
        early: 1,
        onTime: 1,
        late: 1,
        lateByOriginal: 1,
        onTimeRate: 66.7,
        returned: 1,
        open: 1,
        openOverdue: 1,
      },
    ]);
    expect(body.units).toMatchObject([
      { unit: 'H99.14', name: 'Sở Tư pháp', received: 5, receivedOnline: 4, resolved: 3, openOverdue: 1 },
      { unit: 'H99.31', received: 1, withdrawn: 1, resolved: 0, onTimeRate: null, open: 0 },
    ]);
    expect(body.procedures.map((one: { procedureCode: string }) => one.procedureCode)).toEqual([
      '1.004873',
      '2.000488',
    ]);
  });

  it('stand on the day each thing happened', async () => {
    const { body } = await desk.get(`statistics?${NOVEMBER}`, people.administrator);
    expect(body.step).toBe('day');
    expect(
      body.series.map((one: Record<string, unknown>) => [one['label'], one['received'], one['resolved'], one['late']]),
    ).toEqual([
      ['2026-11-16', 6, 0, 0],
      ['2026-11-18', 0, 1, 0],
      ['2026-11-19', 0, 1, 0],
      ['2026-11-20', 0, 1, 1],
    ]);
  });

  it.each([
    ['month', '2026-11'],
    ['quarter', '2026-Q4'],
    ['year', '2026'],
  ])('are cut by %s', async (step, label) => {
    const { body } = await desk.get(`statistics?from=2026-01-01&to=2026-12-31&step=${step}`, people.administrator);
    expect(body.series).toMatchObject([{ label, received: 6, resolved: 3 }]);
  });

  it('are those of the period that was asked for', async () => {
    const { body } = await desk.get('statistics?from=2026-11-19&to=2026-11-19', people.administrator);
    expect(body.total).toMatchObject({ received: 0, resolved: 1, onTime: 1, onTimeRate: 100 });
    const now = await desk.get('statistics', people.administrator);
    expect(now.body.period).toEqual({ from: '2026-10-01', to: '2026-11-23' });
    const one = await desk.get(`statistics?${NOVEMBER}&procedure=1.004873`, people.administrator);
    expect(one.body.total).toMatchObject({ received: 1, withdrawn: 1, open: 0 });
  });

  it.each([
    ['from=2026-11-31', 'input.invalid'],
    ['from=yesterday', 'input.invalid'],
    ['from=2026-11-20&to=2026-11-19', 'period.invalid'],
    ['from=2000-01-01&to=2026-11-19', 'period.invalid'],
    ['step=week', 'input.invalid'],
  ])('refuse %s', async (query, code) => {
    const { status, body } = await desk.get(`statistics?${query}`, people.administrator);
    expect([status, body.code]).toEqual([400, code]);
  });

  it('are a leader’s for the own unit only; an auditor sees all of them, an officer none', async () => {
    const own = await desk.get(`statistics?${NOVEMBER}`, people.leader);
    expect(own.body.units.map((one: { unit: string }) => one.unit)).toEqual(['H99.14']);
    expect(own.body.total.received).toBe(5);
    for (const path of ['statistics?', 'evaluation?', 'statistics/export?format=csv&']) {
      const foreign = await desk.get(`${path}unit=H99.31`, people.leader);
      expect([path, foreign.status, foreign.body.code]).toEqual([path, 404, 'unit.unknown']);
    }
    expect((await desk.get(`statistics?${NOVEMBER}`, people.auditor)).body.total.received).toBe(6);
    expect((await desk.get(`statistics?${NOVEMBER}&unit=31.H99`, people.auditor)).body.total.received).toBe(1);
    expect((await desk.get('statistics', people.desk)).status).toBe(403);
    expect((await desk.get('statistics/hourly', people.leader)).status).toBe(403);
  });

  it('go out as tables', async () => {
    const csv = await desk.raw(`statistics/export?${NOVEMBER}&format=csv&language=en`, people.auditor);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="statistics-2026-11-01-2026-11-30.csv"');
    const text = await csv.text();
    expect(text).toContain('"H99.14","Sở Tư pháp",5,4,4,1,0,0,3,1,1,1,1,66.7,1,1,1\r\n');
    const xlsx = await desk.raw(`statistics/export?${NOVEMBER}&format=xlsx`, people.auditor);
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect((await desk.get('statistics/export?format=pdf', people.auditor)).status).toBe(400);
  });

  it('tell the intake of every hour', async () => {
    const { body } = await desk.get('statistics/hourly?hours=169', people.administrator);
    expect(body.intake).toHaveLength(169);
    expect([body.intake[0], body.intake.at(-1)]).toEqual([
      { hour: '2026-11-16T09', received: 6, receivedOnline: 5 },
      { hour: '2026-11-23T09', received: 0, receivedOnline: 0 },
    ]);
    expect(body.deliveries).toEqual([]);
  });

  it('are judged by the indices of TT 01/2018', async () => {
    const { status, body } = await desk.get(`evaluation?${NOVEMBER}`, people.leader);
    expect(status).toBe(200);
    const values = Object.fromEntries(
      body.total.indices.map((one: { number: number; value: number; of: number }) => [one.number, [one.value, one.of]]),
    );
    // 1: 2 + 1 + 0 of 3; 2: only the late one had a step with its own limit; 4: only the early one was given back
    expect(values).toEqual({
      1: [1, 3],
      2: [0, 1],
      3: [2, 3],
      4: [2, 1],
      5: [2, 3],
      6: [null, 0],
      7: [1, 3],
      8: [null, 0],
      9: [0, 5],
    });
    expect(body.total).toMatchObject({
      leftOut: [6, 8],
      total: 8,
      possible: 14,
      band: null,
      staff: { total: 6, band: { name: { en: '100 % of duty' } } },
      satisfaction: { rated: 1, satisfied: 1, attitude: { good: 1, fair: 0, poor: 0 } },
    });
    expect(body.scheme).toMatchObject({ id: 'tt01-2018', unverifiedShares: ['resolvedAtDesk'] });
    const before = await desk.get('evaluation?from=2017-01-01&to=2017-12-31', people.leader);
    expect([before.status, before.body.code]).toEqual([404, 'evaluation.no-scheme']);
  });

  it('are the same when they are counted anew from the log, however it is cut', async () => {
    // what falls back to nothing: counted on one fact, taken back on a later one
    const stop = { ...make.StopDossier, data: { ...make.StopDossier.data, now: THURSDAY } };
    const reopen = { ...make.ReopenDossier, data: { ...make.ReopenDossier.data, now: THURSDAY } };
    const reopened = [...accepted, forwardStep(), stop, reopen, signResult({ now: FRIDAY })];
    const dossierId = await desk.given([]);
    for (const command of reopened) {
      await desk.command(dossierId, command);
      await desk.caughtUp();
    }
    const builds = new ViewBuilds(desk.database.kysely('kit'));
    const { version } = (await builds.live('statistics'))!;
    const plan = { view: 'statistics', version, schema: 'desk', switchOn: 'equal' } as const;
    const { build } = await builds.plan(plan, desk.store.start);
    const made = async (): Promise<ViewBuild> => (await builds.of('statistics')).find((one) => one.build === build)!;
    await desk.until(async () => (await made()).state !== 'building');
    expect((await made()).state).toBe('live');
  });
});
