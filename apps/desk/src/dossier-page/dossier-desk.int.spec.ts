import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DemoIssuer,
  PostgresExchangeJournal,
  MemoryKeyVault,
  Sealer,
  SteppedClock,
  randomId,
  sharedMigrations,
} from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { DeskScene, FarAway, people } from '../desk-scene.fixture.js';

const submitted = [submitDossier()];
const accepted = [...submitted, make.AcceptDossier];
const processing = [...accepted, make.ForwardStep];

describe('what an officer is told beside the facts of a dossier', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let folder: string;
  let desk: DeskScene;
  let clock: SteppedClock;

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'desk-'));
    clock = new SteppedClock(MONDAY, new FarAway());
    const issuer = await DemoIssuer.inMemory();
    const premises = { url: db.appUrl, folder, catalogue: testCatalogue(), clock, vault: new MemoryKeyVault(), issuer };
    desk = await DeskScene.open({ ...premises, lines: [] });
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(folder, { recursive: true });
  });

  describe('the due date that a command would set', () => {
    const preview = (dossierId: string, query: string, who = people.desk as (typeof people)[keyof typeof people]) =>
      desk.get(`dossiers/${dossierId}/due-preview?${query}`, who);

    it('is the one that accepting then sets, with its explanation, and nothing is written', async () => {
      const dossierId = await desk.given(submitted);
      const told = await preview(dossierId, 'command=acceptance');
      expect(told).toMatchObject({
        status: 200,
        body: { dossierId, version: 1, deadline: 'resolution', due: { countedDays: expect.any(Array) } },
      });
      expect(await desk.types(dossierId)).toEqual(['DossierSubmitted']);
      await desk.post(`dossiers/${dossierId}/acceptance`, people.desk, { checksDone: true });
      const { body: page } = await desk.get(`dossiers/${dossierId}`, people.desk);
      expect(page.due).toEqual(told.body.due);
    });

    it('is told for supplements and extensions, too', async () => {
      const dossierId = await desk.given(processing);
      const supplement = await preview(dossierId, 'command=supplement-requests');
      expect(supplement).toMatchObject({ status: 200, body: { deadline: 'supplement' } });
      const [one, five] = await Promise.all(
        [1, 5].map((days) => preview(dossierId, `command=extensions&workingDays=${days}`)),
      );
      expect(one!.body.due.dueAt < five!.body.due.dueAt).toBe(true);
    });

    it('is refused where the rules refuse the command, for another unit and for bad input', async () => {
      const dossierId = await desk.given(accepted);
      expect(await preview(dossierId, 'command=acceptance')).toMatchObject({
        status: 409,
        body: { code: 'dossier.not-open-for-acceptance' },
      });
      expect(await preview(dossierId, 'command=supplement-requests', people.elsewhere)).toMatchObject({ status: 404 });
      expect(await preview(dossierId, 'command=dance')).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
      expect(await preview(dossierId, 'command=extensions&workingDays=0')).toMatchObject({ status: 400 });
      expect(await preview(dossierId, 'command=acceptance', people.citizen)).toMatchObject({ status: 403 });
    });
  });

  it('is what the next step waits for', async () => {
    const dossierId = await desk.given([...processing, make.RequestPayment]);
    const { body } = await desk.get(`dossiers/${dossierId}`, people.leader);
    expect(body.hindered).toContainEqual(
      expect.objectContaining({ command: 'result', code: 'dossier.payment-pending', detail: expect.any(String) }),
    );
    expect(body.possible).toContainEqual({ command: 'payments/:paymentId/receipt', id: 'payment-1' });
    expect(body.possible).not.toContainEqual({ command: 'result', id: null });
  });

  it('is the form that the declaration was filed by, without the declaration', async () => {
    const dossierId = await desk.given(submitted);
    const form = await desk.get(`dossiers/${dossierId}/declaration-form`, people.desk);
    expect(form).toMatchObject({
      status: 200,
      body: { versionId: '2.000488@2020-1', declarationSchema: { properties: { nycNgaySinh: {} } }, codeLists: [] },
    });
    for (const [id, who, status] of [
      [dossierId, people.elsewhere, 404],
      ['no-id', people.desk, 404],
      [dossierId, people.citizen, 403],
    ] as const)
      expect(await desk.get(`dossiers/${id}/declaration-form`, who)).toMatchObject({ status });
  });

  describe('what outside systems were told and answered', () => {
    const answer = '{"trangThai":"5","hoTen":"Nguyễn Văn Mẫu"}';
    let dossierId: string;
    const exchangeId = randomId();

    beforeAll(async () => {
      dossierId = await desk.given(processing);
      const journal = new PostgresExchangeJournal(desk.database.kysely('kit'), desk.running.app.get(Sealer));
      await journal.record({
        exchangeId,
        system: 'lltp.g1',
        operation: 'submit',
        dossierId,
        dossierCode: null,
        attempt: 1,
        startedAt: MONDAY,
        endedAt: MONDAY,
        method: 'POST',
        path: '/nhan-ho-so',
        requestHeaders: { authorization: 'Bearer secret' },
        requestBody: '{"hoTen":"Nguyễn Văn Mẫu"}',
        responseStatus: 200,
        responseHeaders: {},
        responseBody: answer,
        outcome: 'accepted',
        faultSource: null,
        truncated: [],
      });
    });

    it('is listed without its content, for those who decide', async () => {
      const list = await desk.get(`dossiers/${dossierId}/exchanges`, people.resolver);
      expect(list).toMatchObject({
        status: 200,
        body: { items: [{ exchangeId, system: 'lltp.g1', responseStatus: 200 }] },
      });
      expect(JSON.stringify(list.body)).not.toContain('Nguyễn');
    });

    it('is shown word for word, and the look is logged', async () => {
      const one = await desk.get(`dossiers/${dossierId}/exchanges/${exchangeId}`, people.leader);
      expect(one).toMatchObject({ status: 200, body: { method: 'POST', responseBody: answer } });
      const log = await desk.get(`access-log?dossierId=${dossierId}&purpose=desk.exchange`, people.auditor);
      expect(log.body.items).toEqual([expect.objectContaining({ subject: 'leader-1', purpose: 'desk.exchange' })]);
    });

    it('is not there for another unit, another dossier, a desk officer or an id nobody gave', async () => {
      const path = `dossiers/${dossierId}/exchanges`;
      expect(await desk.get(path, people.elsewhere)).toMatchObject({ status: 404, body: { code: 'dossier.unknown' } });
      expect(await desk.get(`${path}/${exchangeId}`, people.elsewhere)).toMatchObject({ status: 404 });
      expect(await desk.get(`${path}/${exchangeId}`, people.desk)).toMatchObject({ status: 403 });
      const other = await desk.given(processing);
      for (const wrong of [`${path}/${randomId()}`, `${path}/x`, `dossiers/${other}/exchanges/${exchangeId}`])
        expect(await desk.get(wrong, people.leader)).toMatchObject({ status: 404, body: { code: 'exchange.unknown' } });
    });
  });

  it('are the names of units, procedures, reasons, and the accounts of their own units', async () => {
    await desk.given(processing);
    await desk.caughtUp();
    const { status, body } = await desk.get('directory', people.desk);
    expect(status).toBe(200);
    expect(body.units).toContainEqual(expect.objectContaining({ code: 'H99.14', receives: true }));
    expect(body.procedures.map(({ code }: { code: string }) => code)).toContain('2.000488');
    expect(body.refusalReasons).toEqual([{ code: 'not-eligible', name: 'Lý do' }]);
    expect(body.handlers.length).toBeGreaterThan(0);
    expect((await desk.get('directory', people.elsewhere)).body.handlers).toEqual([]);
    expect(await desk.get('directory', people.citizen)).toMatchObject({ status: 403 });
  });
});
