import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningSimulators } from '@motcua/simulators';
import { sampleStories } from '@motcua/testing';
import type { ConnectorHouse } from '../connector-house.fixture.js';
import { type ConnectorScene, connectorScene } from '../connector-scene.fixture.js';
import { HandOver } from '../hand-over/hand-over.js';

const minute = 60;
const hour = 3600;
const story = (id: string) => sampleStories().find((one) => one.id === id)!;

describe('the connector in trouble', () => {
  let scene: ConnectorScene;
  let house: ConnectorHouse;
  let simulators: RunningSimulators;

  beforeEach(async () => {
    scene = await connectorScene();
    ({ house, simulators } = scene);
  });

  afterEach(() => scene.close());

  const once = async (mount: string, operation: string, key: string): Promise<void> => {
    const wanted = { expect: 'exactlyOneCommitted', mount, operation, key } as const;
    expect(await simulators.control.assert([wanted])).toEqual({ pass: true, failures: [] });
  };
  const results = (dossierId: string) => house.facts(dossierId, 'ResultReceived');

  const targets = {
    lltp: { id: 'lltp-01', mount: 'lltp1', operation: 'nhanHoSoDangKy', system: 'lltp.g1' },
    civil: { id: 'khai-sinh-01', mount: 'civil1', operation: 'dangKyHoTich', system: 'civil.g1' },
  };

  it.each([
    ['times out after it took the dossier', 'lltp', { type: 'timeout', phase: 'afterCommit', ms: 200 }],
    ['times out after it took the dossier', 'civil', { type: 'timeout', phase: 'afterCommit', ms: 200 }],
    ['says 500 after it took the dossier', 'lltp', { type: 'http', status: 500, phase: 'afterCommit' }],
    ['says 500 and took nothing', 'civil', { type: 'http', status: 500, phase: 'beforeProcessing' }],
    ['breaks the connection', 'lltp', { type: 'connection', variant: 'resetBeforeHeaders', phase: 'afterCommit' }],
    ['breaks off in the middle of its answer', 'civil', { type: 'connection', variant: 'truncatedBody' }],
    ['answers with a page of its gateway', 'civil', { type: 'http', status: 502, html: true, phase: 'afterCommit' }],
    ['answers with bare text', 'civil', { type: 'body', variant: 'plainText' }],
    ['answers with bare text', 'lltp', { type: 'body', variant: 'plainText' }],
  ] as const)('hands over once although the system %s (%s)', async (_what, target, fault) => {
    const { id, mount, operation, system } = targets[target];
    await simulators.control.fault({ mount, operation, times: 1, fault });
    const { dossierId, dossierCode } = await house.file(story(id));
    await house.until(async () => (await house.lane(system, dossierId)).some((fact) => fact.includes('Outcome')));
    for (const seconds of [minute, minute, 10 * minute, hour, 24 * hour]) await house.pass(seconds);
    await house.until(async () => (await results(dossierId)).length > 0);
    await once(mount, operation, dossierCode);
  });

  it('loses nothing when a system is down for a day', async () => {
    await simulators.control.fault({ mount: 'civil1', fault: { type: 'http', status: 503 } });
    const { dossierId, dossierCode } = await house.file(story('khai-sinh-01'));
    const refused = async (): Promise<number> =>
      (await house.lane('civil.g1', dossierId)).filter((fact) => fact === 'DeliveryOutcomeRecorded retryable').length;
    await house.until(async () => (await refused()) > 0);
    for (const seconds of [minute, 6 * hour, 18 * hour]) await house.pass(seconds);
    expect(await refused()).toBeGreaterThan(2);
    for (const { id } of await simulators.control.faults()) await simulators.control.removeFault(id);
    for (const seconds of [24 * hour, 24 * hour]) await house.pass(seconds);
    await house.until(async () => (await results(dossierId)).length > 0);
    await once('civil1', 'dangKyHoTich', dossierCode);
  });

  it('finds out after its end what became of a call that it had in flight', async () => {
    await simulators.control.fault({
      mount: 'civil1',
      operation: 'dangKyHoTich',
      times: 1,
      fault: { type: 'timeout', phase: 'afterCommit', ms: 1_000 },
    });
    const { dossierId, dossierCode } = await house.file(story('khai-sinh-01'));
    const isTaken = async (): Promise<boolean> =>
      (await simulators.control.journal({ key: dossierCode })).some(({ effect }) => effect === 'created');
    await house.until(isTaken);
    // what the call brought is lost, as if the instance had been killed
    house.isDeaf = true;
    await house.stop();
    house.isDeaf = false;
    await house.start();
    expect(await house.lane('civil.g1', dossierId)).toEqual(['DeliveryPlanned', 'DeliveryAttemptStarted']);
    for (const seconds of [10 * minute, 24 * hour, hour]) await house.pass(seconds);
    await house.until(async () => (await results(dossierId)).length > 0);
    expect((await house.lane('civil.g1', dossierId)).slice(0, 4)).toEqual([
      'DeliveryPlanned',
      'DeliveryAttemptStarted',
      'DeliveryOutcomeRecorded unknown',
      'DeliveryOutcomeRecorded present',
    ]);
    await once('civil1', 'dangKyHoTich', dossierCode);
  });

  it('hands over once and asks once with two instances up', async () => {
    await house.start();
    const ids = ['lltp-01', 'lltp-02', 'khai-sinh-01', 'khai-sinh-02', 'hon-nhan-01', 'lien-thong-bhyt-01'];
    const filed = await Promise.all(ids.map((id) => house.file(story(id))));
    const systemOf = (id: string) => (id.startsWith('lltp') ? 'lltp.g1' : 'civil.g1');
    await house.until(async () => {
      const lanes = await Promise.all(filed.map(({ dossierId }, at) => house.lane(systemOf(ids[at]!), dossierId)));
      return lanes.every((lane) => lane.includes('DeliveryOutcomeRecorded accepted'));
    });
    for (const seconds of [hour, 2 * hour, 24 * hour, 24 * hour, 24 * hour]) await house.pass(seconds);
    await house.until(async () => (await results(filed[5]!.dossierId)).length === 2);
    const counts = await Promise.all(filed.map(async ({ dossierId }) => (await results(dossierId)).length));
    expect(counts).toEqual([1, 1, 1, 1, 1, 2]);
    for (const [at, { dossierCode }] of filed.entries()) {
      const target = systemOf(ids[at]!) === 'lltp.g1' ? targets.lltp : targets.civil;
      await once(target.mount, target.operation, dossierCode);
    }
    await once('leg.social.card', 'submit', filed[5]!.dossierCode);
  });

  it('holds what lacks data, tells an officer which, and sends it when the supplement is complete', async () => {
    const whole = story('khai-sinh-01');
    const { nksHoTen: _left, ...declaration } = whole.declaration;
    const { dossierId, dossierCode } = await house.file({ ...whole, declaration });
    await house.until(async () => (await house.facts(dossierId, 'OfficerTaskRaised')).length > 0);
    expect(await house.lane('civil.g1', dossierId)).toEqual(['DeliveryPlanned', 'DeliveryHeld missing nksHoTen']);
    const tasks = await house.facts(dossierId, 'OfficerTaskRaised');
    expect(tasks).toMatchObject([{ kind: 'deliveryHeld', system: 'civil.g1' }]);
    const task = (await house.dossier(dossierId)).find(({ type }) => type === 'OfficerTaskRaised')!;
    expect(await house.opened<{ text: string }>(task)).toEqual({
      text: 'Hồ sơ chưa gửi được tới civil.g1: thiếu (nksHoTen).',
    });
    const ask = { items: ['/nksHoTen'], ministry: null, ...house.stamp('officer-1') };
    const personal = { reason: 'Thiếu họ tên trẻ.', itemTexts: ['Họ tên'] };
    await house.tell(dossierId, { type: 'RequestSupplement', data: ask, personal });
    await house.tell(dossierId, {
      type: 'SubmitSupplement',
      data: { items: ['/nksHoTen'], components: [], ...house.stamp('citizen-1') },
      personal: { declaration: whole.declaration, note: '', attachments: [] },
    });
    await house.tell(dossierId, { type: 'CompleteSupplement', data: house.stamp('officer-1') });
    const lane = () => house.lane('civil.g1', dossierId);
    await house.until(async () => (await lane()).includes('DeliveryOutcomeRecorded accepted'));
    await once('civil1', 'dangKyHoTich', dossierCode);
  });

  it('sends nothing of a dossier that was withdrawn before its turn', async () => {
    await simulators.control.fault({ mount: 'civil1', times: 1, fault: { type: 'http', status: 503 } });
    const { dossierId, dossierCode } = await house.file(story('hon-nhan-01'));
    const lane = () => house.lane('civil.g1', dossierId);
    await house.until(async () => (await lane()).includes('DeliveryOutcomeRecorded retryable'));
    const data = house.stamp('citizen-1');
    await house.tell(dossierId, { type: 'WithdrawDossier', data, personal: { reason: 'Không còn nhu cầu.' } });
    await house.pass(hour);
    await house.until(async () => (await lane()).includes('DeliveryHeld dossier-closed withdrawn'));
    const wanted = { expect: 'noneCommitted', mount: 'civil1', operation: 'dangKyHoTich', key: dossierCode } as const;
    expect(await simulators.control.assert([wanted])).toMatchObject({ pass: true });
  });

  it('parks what the system refuses, and tells an officer', async () => {
    await simulators.control.fault({
      mount: 'civil1',
      operation: 'dangKyHoTich',
      times: 1,
      fault: { type: 'business', variant: 'codeNoLongerValid' },
    });
    const { dossierId } = await house.file(story('khai-sinh-01'));
    await house.until(async () => (await house.facts(dossierId, 'OfficerTaskRaised')).length > 0);
    expect(await house.facts(dossierId, 'OfficerTaskRaised')).toMatchObject([{ kind: 'deliveryParked' }]);
    expect((await house.lane('civil.g1', dossierId)).at(-1)).toBe('DeliveryParked rejected');
  });

  it('sends nothing again when its facts are told again', async () => {
    const { dossierId, dossierCode } = await house.file(story('khai-sinh-01'));
    const lane = () => house.lane('civil.g1', dossierId);
    await house.until(async () => (await lane()).includes('DeliveryOutcomeRecorded accepted'));
    const before = await lane();
    await house.app.get(HandOver).proceed(dossierId);
    await house.quiet();
    expect(await lane()).toEqual(before);
    await once('civil1', 'dangKyHoTich', dossierCode);
  });
});
