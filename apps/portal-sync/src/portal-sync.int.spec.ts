import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandOf } from '@motcua/domain';
import { sharedMigrations } from '@motcua/service-kit';
import { startSimulators, type RunningSimulators } from '@motcua/simulators';
import {
  acceptDossier,
  forwardStep,
  receiveAtCounter,
  returnResult,
  sampleStories,
  signResult,
  submissionPersonal,
  submitDossier,
  submittedComponent,
  testDatabase,
  type TestDatabase,
} from '@motcua/testing';
import { PortalBench } from './portal-bench.fixture.js';
import { portalMigrations } from './portal.migrations.js';

const MONDAY = '2026-11-16T02:00:00.000Z';
const system = 'portal.dvcqg';

interface PortalState {
  readonly TrangThaiHoSo: string;
  readonly inserted: number;
  readonly updated: number;
  readonly progressStatuses: readonly string[];
  readonly accountLinked: boolean;
  readonly files: readonly { readonly kind: string; readonly fetched: boolean; readonly trouble: string | null }[];
}

describe('the portal sync', () => {
  let database: TestDatabase;
  let simulators: RunningSimulators;
  let bench: PortalBench;

  beforeAll(async () => {
    simulators = await startSimulators();
    database = await testDatabase([...sharedMigrations, ...portalMigrations]);
    bench = await PortalBench.start({
      ownerUrl: database.ownerUrl,
      appUrl: database.appUrl,
      portalUrl: simulators.url,
      startAt: MONDAY,
    });
  });

  afterAll(async () => {
    await bench.close();
    await simulators.stop();
    await database.drop();
  });

  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  /** Business time goes on while a spec waits, or no retry would ever be due. */
  async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
    for (;;) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      bench.clock.add(0.25);
      await pause(25);
    }
  }

  async function portal(dossierCode: string): Promise<PortalState | undefined> {
    const state = await simulators.control.state(dossierCode);
    return state?.['dvcqg'] as PortalState | undefined;
  }

  function shows(dossierCode: string, statuses: string): Promise<PortalState> {
    return until(async () => {
      const state = await portal(dossierCode);
      const [last] = statuses.split(',').slice(-1);
      return state?.progressStatuses.join() === statuses && state.TrangThaiHoSo === last && state;
    });
  }

  const now = () => ({ now: bench.clock.now() });
  const tick = (): void => bench.clock.add(60);

  async function submitted(changes: Partial<CommandOf<'SubmitDossier'>['data']> = {}, personal = submissionPersonal()) {
    const dossierId = randomUUID();
    tick();
    const command = submitDossier({ dossierId, procedureCase: 'normal', ...now(), ...changes });
    await bench.tell(dossierId, { ...command, personal });
    return { dossierId, dossierCode: await bench.assignCode(dossierId) };
  }

  async function accept(dossierId: string): Promise<void> {
    tick();
    await bench.tell(dossierId, acceptDossier(now()));
  }

  async function forward(dossierId: string): Promise<void> {
    tick();
    await bench.tell(dossierId, forwardStep(now()));
  }

  async function sign(dossierId: string, kind: 'positive' | 'negative' = 'positive'): Promise<void> {
    tick();
    const { blobId, cipherDigest } = await bench.put(dossierId, kind);
    const document = { blobId, cipherDigest, number: '12/KQ', signed: true };
    await bench.tell(
      dossierId,
      signResult({ resultKind: kind, document, ...now() }, kind === 'negative' ? 'Lý do' : null),
    );
  }

  async function handOut(dossierId: string): Promise<void> {
    tick();
    await bench.tell(dossierId, returnResult(now()));
  }

  function act(dossierId: string, seq: number | null, name: string, more = {}, units?: string[]): Promise<Response> {
    return bench.ask('POST', `deliveries/${system}/${dossierId}/${seq}/${name}`, { note: 'Đã xem', ...more }, units);
  }

  async function lane(dossierId: string): Promise<string[]> {
    const events = await bench.store.read(`delivery-${system}-${dossierId}`);
    return events.map(({ type, data }) => `${type} ${String(data['seq'])}`);
  }

  /** Moves business time on until something is so: waits of the schedule cost little real time, and no call is taken for lost. */
  async function inTime<T>(look: () => Promise<T | undefined | false>): Promise<T> {
    return until(async () => {
      const found = await look();
      if (found === undefined || found === false) {
        bench.clock.add(2);
        await pause(50);
      }
      return found;
    });
  }

  const headState = async (dossierId: string, state: string) => {
    const answer = await bench.ask('GET', `parity/${dossierId}`);
    const report = (await answer.json()) as { laneState: string; headSeq: number };
    return report.laneState === state && report;
  };

  it('tells the whole life of dossiers in order, and ends with our status there', async () => {
    const [ended, refused, withdrawn] = [await submitted(), await submitted(), await submitted()];
    await accept(ended.dossierId);
    tick();
    await bench.tell(refused.dossierId, {
      type: 'RefuseIntake',
      data: { reasonCode: 'incomplete', by: 'officer-1', ...now() },
      personal: { reason: 'Thiếu giấy tờ' },
    });
    await bench.tell(withdrawn.dossierId, {
      type: 'WithdrawDossier',
      data: { by: 'citizen-1', ...now() },
      personal: { reason: 'Không cần nữa' },
    });
    await forward(ended.dossierId);
    await sign(ended.dossierId);
    await handOut(ended.dossierId);
    expect(await shows(ended.dossierCode, '1,2,4,9,10')).toMatchObject({ inserted: 1 });
    await shows(refused.dossierCode, '1,3');
    await shows(withdrawn.dossierCode, '1,7');
    const { pass, failures } = await simulators.control.assert([
      { expect: 'progressMonotonic' },
      { expect: 'exactlyOneCommitted', mount: 'dvcqg', operation: 'DongBoHoSoMC', key: ended.dossierCode },
      { expect: 'noPersonalDataInHeadersOrUrls' },
    ]);
    expect({ pass, failures }).toEqual({ pass: true, failures: [] });
  });

  it('begins a counter dossier with its acceptance, and sends nothing before the code', async () => {
    const dossierId = randomUUID();
    tick();
    const { blobId, cipherDigest } = await bench.put(dossierId, 'scan');
    const components = ['declaration-form', 'identity-copy'].map((componentCode) =>
      submittedComponent({ componentCode, attachmentId: randomUUID(), blobId, cipherDigest }),
    );
    const attachments = components.map(({ attachmentId }) => ({
      attachmentId,
      fileName: 'a.pdf',
      plainDigest: 'f00d',
    }));
    const command = receiveAtCounter({ dossierId, procedureCase: 'normal', components, ...now() });
    await bench.tell(dossierId, { ...command, personal: submissionPersonal({ attachments }) });
    await until(async () => (await bench.store.read(`dossier-${dossierId}`)).length >= 2);
    await pause(200);
    expect(await lane(dossierId)).toEqual([]);
    const dossierCode = await bench.assignCode(dossierId);
    await shows(dossierCode, '2');
  });

  it('tells a refusal after acceptance as a result, with the notice as its paper', async () => {
    const { dossierId, dossierCode } = await submitted();
    await accept(dossierId);
    await forward(dossierId);
    await sign(dossierId, 'negative');
    await handOut(dossierId);
    const { files } = await shows(dossierCode, '1,2,4,9,10');
    expect(files.map(({ kind }) => kind)).toEqual(['result']);
  });

  it('gives links under which the portal really downloads scans and results', async () => {
    const dossierId = randomUUID();
    tick();
    const { blobId, cipherDigest } = await bench.put(dossierId, 'scan');
    const component = submittedComponent({ attachmentId: randomUUID(), blobId, cipherDigest });
    const command = submitDossier({ dossierId, procedureCase: 'normal', components: [component], ...now() });
    const attachments = [{ attachmentId: component.attachmentId, fileName: 'cccd.pdf', plainDigest: 'f00d' }];
    await bench.tell(dossierId, { ...command, personal: submissionPersonal({ attachments }) });
    const dossierCode = await bench.assignCode(dossierId);
    await accept(dossierId);
    await sign(dossierId);
    await shows(dossierCode, '1,2,9');
    await simulators.control.advance(120);
    const state = await portal(dossierCode);
    expect(state?.files.map(({ kind, fetched, trouble }) => [kind, fetched, trouble])).toEqual([
      ['input', true, null],
      ['result', true, null],
    ]);
  });

  it('reports dossiers that the portal itself took in under its own code', async () => {
    const national = `G22.99-261116-${Math.floor(Math.random() * 9000 + 1000)}`;
    const { dossierId, dossierCode } = await submitted({
      channel: 'nationalPortal',
      externalCodes: [{ system, code: national }],
    });
    await accept(dossierId);
    await sign(dossierId);
    const own = await until(async () => {
      const state = (await simulators.control.state(national))?.['dvcqg'] as Record<string, string> | undefined;
      return state?.['TrangThai'] === '9' && state;
    });
    expect(own).toEqual({ TrangThai: '9', MaHoSoDonVi: dossierCode });
    expect(await portal(dossierCode)).toBeUndefined();
  });

  it.each([
    ['known by the account that signed on', 'linked', { techId: 't-9' }, true],
    ['found by the personal number', 'linkable', { personalId: '099090000001' }, true],
    ['not known at the portal', 'new', { personalId: '099199999999' }, false],
  ])('tells whose account it is when the applicant is %s', async (_case, outcome, given, isLinked) => {
    const base = submissionPersonal();
    const { techId = null, personalId = base.applicant.personalId } = given as { techId?: string; personalId?: string };
    const applicant = { ...base.applicant, personalId };
    const { dossierId, dossierCode } = await submitted({}, submissionPersonal({ techId, applicant }));
    const resolved = await until(async () =>
      (await bench.store.read(`dossier-${dossierId}`)).find(({ type }) => type === 'AccountResolved'),
    );
    expect(resolved.data).toMatchObject({ outcome });
    expect(JSON.stringify(resolved.data)).not.toContain('t-');
    await until(async () => (await portal(dossierCode))?.accountLinked === isLinked);
  });

  it('holds what lacks a contact, calls an officer, and goes on when the correction comes', async () => {
    const base = submissionPersonal();
    const nobody = { ...base.applicant, email: null };
    const personal = submissionPersonal({ applicant: nobody, submitter: nobody });
    const { dossierId, dossierCode } = await submitted({}, personal);
    const raised = await until(async () =>
      (await bench.store.read(`dossier-${dossierId}`)).find(({ type }) => type === 'OfficerTaskRaised'),
    );
    expect(raised.data).toMatchObject({ kind: 'deliveryHeld', system });
    expect(await portal(dossierCode)).toBeUndefined();
    tick();
    await bench.tell(dossierId, {
      type: 'RequestSupplement',
      data: { items: ['/nycEmail'], ministry: null, by: 'officer-1', ...now() },
      personal: { reason: 'Thiếu thư điện tử', itemTexts: ['Thư điện tử'] },
    });
    tick();
    await bench.tell(dossierId, {
      type: 'SubmitSupplement',
      data: { items: ['/nycEmail'], components: [], by: 'citizen-1', ...now() },
      personal: { declaration: { nycEmail: 'moi@example.test' }, note: '', attachments: [] },
    });
    await shows(dossierCode, '1,5');
    // the steps that waited travelled together
    const calls = await simulators.control.journal({ key: dossierCode, operation: 'CapNhatTienDoHoSoMC' });
    expect(calls).toHaveLength(1);
    await until(async () =>
      (await bench.store.read(`dossier-${dossierId}`)).some(({ type }) => type === 'OfficerTaskSettled'),
    );
  });

  it('neither cuts what is too long nor sends it before an administrator says so', async () => {
    const { dossierId, dossierCode } = await submitted({}, submissionPersonal({ matter: 'a'.repeat(1001) }));
    const held = await until(async () => headState(dossierId, 'held'));
    const released = await act(dossierId, held.headSeq, 'release', { next: 'send' });
    expect(released.status).toBe(202);
    await until(async () => (await lane(dossierId)).filter((one) => one.startsWith('DeliveryHeld')).length > 1);
    expect(await portal(dossierCode)).toBeUndefined();
  });

  it('sends nothing more of a dossier whose personal data was erased', async () => {
    const { dossierId, dossierCode } = await submitted();
    await shows(dossierCode, '1');
    await until(async () => headState(dossierId, 'idle'));
    tick();
    await bench.tell(dossierId, {
      type: 'WithdrawDossier',
      data: { by: 'citizen-1', ...now() },
      personal: { reason: 'Thôi' },
    });
    await shows(dossierCode, '1,7');
    const before = await simulators.control.journal({ key: dossierCode });
    await bench.tell(dossierId, { type: 'EraseSubject', data: { policy: 'shred', by: 'admin-1', ...now() } });
    await until(async () => (await bench.ask('GET', `parity/${dossierId}`)).status === 404);
    await pause(300);
    expect(await simulators.control.journal({ key: dossierCode })).toHaveLength(before.length);
  });

  it('is understood by the portal for every procedure of the catalogue', async () => {
    const stories = new Map(
      sampleStories()
        .filter(({ channel, externalCodes }) => channel === 'provincialPortal' && externalCodes === undefined)
        .map((story) => [story.procedure, story]),
    );
    expect(stories.size).toBe(6);
    for (const { procedure, procedureCase, unit, title, components, ...story } of stories.values()) {
      const dossierId = randomUUID();
      tick();
      const { blobId, cipherDigest } = await bench.put(dossierId, 'scan');
      const scans = components.flatMap(({ code, file }) =>
        file === null
          ? []
          : [{ attachmentId: randomUUID(), componentCode: code, fileName: file.name, plainDigest: 'f0' }],
      );
      const command = submitDossier({
        dossierId,
        procedureCode: procedure,
        procedureCase,
        receivingUnit: unit,
        components: scans.map(({ attachmentId, componentCode }) =>
          submittedComponent({ attachmentId, componentCode, blobId, cipherDigest }),
        ),
        ...now(),
      });
      const { applicant, submitter, declaration, techId } = story;
      const personal = { applicant, submitter, declaration, techId, matter: title, attachments: scans };
      await bench.tell(dossierId, { ...command, personal });
      await shows(await bench.assignCode(dossierId), '1');
    }
  });

  it('never sends a code of another province, whatever it is asked', async () => {
    const dossierId = randomUUID();
    tick();
    await bench.tell(dossierId, submitDossier({ dossierId, procedureCase: 'normal', ...now() }));
    const dossierCode = await bench.assignCode(dossierId, '000.00.16.H26');
    const held = await until(async () => headState(dossierId, 'held'));
    await act(dossierId, held.headSeq, 'release', { next: 'send' });
    await until(async () => (await lane(dossierId)).filter((one) => one.startsWith('DeliveryHeld')).length > 1);
    expect(await simulators.control.journal({ key: dossierCode, operation: 'DongBoHoSoMC' })).toEqual([]);
  });

  it('writes over a dossier that is there already, once', async () => {
    await simulators.control.fault({
      mount: 'dvcqg',
      operation: 'DongBoHoSoMC',
      fault: { type: 'timeout', phase: 'afterCommit', ms: 300 },
      times: 1,
    });
    const { dossierId, dossierCode } = await submitted();
    await inTime(async () => (await portal(dossierCode))?.progressStatuses.join() === '1');
    const state = await shows(dossierCode, '1');
    expect(state.inserted).toBe(1);
    expect(await lane(dossierId)).toContain('DeliveryAttemptStarted 1');
  });

  it('looks at the portal when nobody can tell what an answer meant, and sends no second insert', async () => {
    const { dossierId, dossierCode } = await submitted({}, submissionPersonal({ matter: '' }));
    const held = await until(async () => headState(dossierId, 'held'));
    expect(held.headSeq).toBe(1);
    await simulators.control.fault({
      mount: 'dvcqg',
      operation: 'DongBoHoSoMC',
      fault: { type: 'body', variant: 'empty' },
      times: 1,
    });
    const other = await submitted();
    const looks = () => simulators.control.journal({ key: other.dossierCode, operation: 'TraCuuHoSo' });
    await inTime(async () => (await looks()).length > 0);
    await shows(other.dossierCode, '1');
    const inserts = await simulators.control.journal({ key: other.dossierCode, operation: 'DongBoHoSoMC' });
    expect(inserts.filter(({ effect }) => effect === 'created')).toHaveLength(1);
    expect(await portal(dossierCode)).toBeUndefined();
  });

  it('looks before it sends again what a killed process may have sent', async () => {
    const nobody = { ...submissionPersonal().applicant, phone: null };
    const personal = submissionPersonal({ applicant: nobody, submitter: nobody });
    const { dossierId, dossierCode } = await submitted({}, personal);
    await until(async () => headState(dossierId, 'held'));
    await bench.tell(dossierId, {
      type: 'RequestSupplement',
      data: { items: ['/nycDienThoai'], ministry: null, by: 'officer-1', ...now() },
      personal: { reason: 'Thiếu số điện thoại', itemTexts: ['Số điện thoại'] },
    });
    await until(async () => (await lane(dossierId)).includes('DeliveryPlanned 3'));
    await until(async () => headState(dossierId, 'held'));
    // what a process leaves behind that was killed between its attempt and the outcome
    await bench.leaveAttempt(dossierId, 1);
    tick();
    await bench.tell(dossierId, {
      type: 'SubmitSupplement',
      data: { items: ['/nycDienThoai'], components: [], by: 'citizen-1', ...now() },
      personal: { declaration: { nycDienThoai: '0990000009' }, note: '', attachments: [] },
    });
    await inTime(async () => (await portal(dossierCode))?.progressStatuses.join() === '1,5');
    const calls = await simulators.control.journal({ key: dossierCode });
    expect(calls.slice(0, 3).map(({ operation }) => operation)).not.toContain('CapNhatTienDoHoSoMC');
    const looks = calls.findIndex(({ operation }) => operation === 'TraCuuHoSo');
    expect(looks).toBeLessThan(calls.findIndex(({ operation }) => operation === 'DongBoHoSoMC'));
  });

  it('logs in again once when the session ended', async () => {
    await simulators.control.revoke('dvcqg');
    const { dossierCode } = await submitted();
    await shows(dossierCode, '1');
  });

  it('parks a step whose answer was lost, and sends it again only when a person says so', async () => {
    const { dossierId, dossierCode } = await submitted();
    await shows(dossierCode, '1');
    await simulators.control.fault({
      mount: 'dvcqg',
      operation: 'CapNhatTienDoHoSoMC',
      match: { MaHoSo: dossierCode },
      fault: { type: 'connection', variant: 'resetBeforeHeaders', phase: 'afterCommit' },
      times: 1,
    });
    await accept(dossierId);
    const parked = await until(async () => headState(dossierId, 'parked'));
    expect((await portal(dossierCode))?.progressStatuses).toEqual(['1', '2']);
    const { blobId: fileId } = await bench.put(dossierId, 'Đã có trên Cổng');
    const settled = await act(dossierId, parked.headSeq, 'settle', { fileId });
    expect(settled.status).toBe(202);
    await forward(dossierId);
    const state = await shows(dossierCode, '1,2,4');
    expect(state.progressStatuses).toHaveLength(3);
    const { pass } = await simulators.control.assert([{ expect: 'progressMonotonic', key: dossierCode }]);
    expect(pass).toBe(true);
  });

  it('does not take a step for told because the portal shows its status: the snapshot before it shows that too', async () => {
    await simulators.control.fault({
      mount: 'dvcqg',
      operation: 'CapNhatTienDoHoSoMC',
      fault: { type: 'connection', variant: 'resetBeforeHeaders', phase: 'beforeProcessing' },
      times: 1,
    });
    const { dossierId, dossierCode } = await submitted();
    const parked = await until(async () => headState(dossierId, 'parked'));
    expect(parked).toMatchObject({ inStep: true, portal: { kind: 'there', status: 1 } });
    expect((await portal(dossierCode))?.progressStatuses).toEqual([]);
    expect((await act(dossierId, parked.headSeq, 'release', { next: 'send' })).status).toBe(202);
    await shows(dossierCode, '1');
  });

  it('waits as long as the portal asks, and keeps the order of the steps', async () => {
    const { dossierId, dossierCode } = await submitted();
    await shows(dossierCode, '1');
    const match = { MaHoSo: dossierCode };
    const [progress, dossier] = ['CapNhatTienDoHoSoMC', 'DongBoHoSoMC'];
    await simulators.control.fault({
      mount: 'dvcqg',
      operation: progress,
      match,
      fault: { type: 'down', variant: 'unavailable', retryAfterSeconds: 1 },
      times: 1,
    });
    await simulators.control.fault({
      mount: 'dvcqg',
      operation: dossier,
      match,
      fault: { type: 'http', status: 429, retryAfterSeconds: 1 },
      times: 1,
    });
    await accept(dossierId);
    await forward(dossierId);
    await sign(dossierId);
    await inTime(async () => (await portal(dossierCode))?.TrangThaiHoSo === '9');
    await shows(dossierCode, '1,2,4,9');
    const calls = await simulators.control.journal({ key: dossierCode });
    expect(calls.map(({ httpStatus }) => httpStatus)).toEqual(expect.arrayContaining([503, 429]));
    const { failures } = await simulators.control.assert([
      { expect: 'callRateAtMost', mount: 'dvcqg', perSecond: 10 },
      { expect: 'progressMonotonic' },
    ]);
    expect(failures).toEqual([]);
  });

  it('shows parity, and what would bring the portal in step', async () => {
    const { dossierId, dossierCode } = await submitted();
    await shows(dossierCode, '1');
    const report = await until(async () => headState(dossierId, 'idle'));
    expect(report).toMatchObject({
      dossierCode,
      ourStatus: 1,
      confirmedStatus: 1,
      inStep: true,
      portal: { kind: 'there', status: 1 },
      proposal: { action: 'none', seq: null },
    });
    const page = (await (await bench.ask('GET', 'parity?limit=2')).json()) as { items: object[]; next?: string };
    expect(page.items).toHaveLength(2);
    const rest = (await (await bench.ask('GET', `parity?cursor=${page.next}`)).json()) as { items: object[] };
    expect(rest.items.length).toBeGreaterThan(2);
    const made = Buffer.from('["x","x"]').toString('base64url');
    expect((await bench.ask('GET', `parity?cursor=${made}`)).status).toBe(400);
    const others = await bench.ask('GET', 'parity', undefined, ['H98']);
    expect(await others.json()).toEqual({ items: [] });
    const other = await bench.ask('GET', `parity/${dossierId}`, undefined, ['H98']);
    expect(other.status).toBe(404);
    const before = (await portal(dossierCode))?.updated ?? 0;
    const resent = await act(dossierId, 1, 'resend');
    const { seq } = (await resent.json()) as { seq: number };
    expect([resent.status, seq > 1, await lane(dossierId)]).toEqual([
      202,
      true,
      expect.arrayContaining([`DeliveryPlanned ${seq}`]),
    ]);
    await until(async () => ((await portal(dossierCode))?.updated ?? 0) > before);
    expect((await act(dossierId, 1, 'retry')).status).toBe(409);
    expect((await act(dossierId, 99, 'release', { next: 'send' })).status).toBe(404);
    expect((await act(dossierId, 1, 'settle')).status).toBe(400);
    expect((await act(dossierId, 1, 'retry', {}, ['H98'])).status).toBe(404);
    const elsewhere = await bench.ask('POST', `deliveries/civil.g1/${dossierId}/1/retry`, { note: 'x' });
    expect([elsewhere.status, await elsewhere.json()]).toMatchObject([404, { code: 'delivery.unknown' }]);
  });

  it('lists where the catalogues differ', async () => {
    const found = await until(async () => {
      const answer = (await (await bench.ask('GET', 'catalogue-differences')).json()) as {
        fetches: { kind: string; items: number }[];
        differences: { kind: string; code: string; difference: string }[];
      };
      return answer.fetches.length === 4 && answer;
    });
    expect(found.fetches.map(({ kind, items }) => [kind, items > 0])).toEqual([
      ['fields', true],
      ['procedure', true],
      ['procedures', true],
      ['units', true],
    ]);
    expect(
      found.differences.filter(({ kind, difference }) => kind === 'procedure' && difference === 'not-at-portal'),
    ).toEqual([]);
  });

  it('sends every step once although two instances are up and one of them ends', async () => {
    await bench.startInstance();
    const dossiers = await Promise.all(Array.from({ length: 8 }, () => submitted()));
    for (const { dossierId } of dossiers) await accept(dossierId);
    await bench.apps.pop()!.close();
    for (const { dossierId } of dossiers) await forward(dossierId);
    await inTime(async () => {
      const states = await Promise.all(dossiers.map(({ dossierCode }) => portal(dossierCode)));
      return states.every((state) => state?.progressStatuses.join() === '1,2,4' && state.TrangThaiHoSo === '4');
    });
    const { failures } = await simulators.control.assert([{ expect: 'progressMonotonic' }]);
    expect(failures).toEqual([]);
  });

  it('describes its API and tells how far the portal is behind', async () => {
    const described = (await (await fetch(`${bench.first.url}/api/portal-sync/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    expect(Object.keys(described.paths)).toContain('/api/portal-sync/v1/deliveries/{system}/{dossierId}/{seq}/resend');
    const ready = await fetch(`${bench.first.managementUrl}/health/ready`);
    const report = (await ready.json()) as { checks: Record<string, { ok: boolean; detail?: string }> };
    expect(report.checks['portal-sync']).toMatchObject({ ok: true });
    expect(report.checks['portal-sync']?.detail).toContain('parked');
    const metrics = await (await fetch(`${bench.first.managementUrl}/metrics`)).text();
    expect(metrics).toContain('motcua_deliveries_total{system="portal.dvcqg",step="progress",outcome="accepted"}');
    expect(metrics).toContain('motcua_portal_lanes{state="idle"}');
  });
});
