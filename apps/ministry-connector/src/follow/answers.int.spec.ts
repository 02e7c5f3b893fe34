import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningSimulators } from '@motcua/simulators';
import { sampleStories } from '@motcua/testing';

import { type ConnectorHouse, monday } from '../connector-house.fixture.js';
import { type ConnectorScene, connectorScene } from '../connector-scene.fixture.js';

const hour = 3600;
const story = (id: string) => sampleStories().find((one) => one.id === id)!;

describe('the answers of the ministries', () => {
  let scene: ConnectorScene;
  let house: ConnectorHouse;
  let simulators: RunningSimulators;

  beforeEach(async () => {
    scene = await connectorScene();
    ({ house, simulators } = scene);
  });

  afterEach(() => scene.close());

  const results = (dossierId: string) => house.facts(dossierId, 'ResultReceived');
  /** Taken by the system, and the first poll is set. */
  const accepted = async (system: string, dossierId: string): Promise<void> => {
    await house.until(async () => (await house.lane(system, dossierId)).includes('DeliveryOutcomeRecorded accepted'));
    await house.quiet();
  };
  const reports = async (system: string, dossierId: string) =>
    (await house.lane(system, dossierId)).filter((fact) => fact.startsWith('ExternalStatusReported'));

  it('acknowledges a change of criminal records once it is stored, and asks for the list every 300 seconds', async () => {
    const { dossierId } = await house.file(story('lltp-01'));
    await accepted('lltp.g1', dossierId);
    for (let turn = 0; turn < 4; turn += 1) await house.pass(300);
    expect(await reports('lltp.g1', dossierId)).toEqual(['ExternalStatusReported 3']);
    const calls = await simulators.control.journal({ mount: 'lltp1' });
    const kinds = calls.map(({ operation }) => operation);
    expect(kinds.filter((kind) => kind === 'danhDauHsThanhCong')).toHaveLength(1);
    const lists = calls.filter(({ operation }) => operation === 'traDsTrangThaiHs').map(({ atMs }) => atMs);
    expect(new Set(lists).size).toBe(lists.length);
    const start = Date.parse(monday);
    expect(lists.slice(-4)).toEqual([1, 2, 3, 4].map((turn) => start + turn * 300_000));
  });

  it('stores a change once although it comes twice, after its acknowledgement, or the acknowledgement is lost', async () => {
    const twice = { type: 'duplicate', variant: 'twice' } as const;
    await simulators.control.fault({ mount: 'lltp1', operation: 'traDsTrangThaiHs', fault: twice });
    const lost = { type: 'order', variant: 'lostAck' } as const;
    await simulators.control.fault({ mount: 'lltp1', operation: 'danhDauHsThanhCong', times: 2, fault: lost });
    await simulators.control.scenario({ mount: 'lltp1', scenario: 'auto', params: { reappearAfterAck: 2 } });
    const { dossierId } = await house.file(story('lltp-01'));
    await accepted('lltp.g1', dossierId);
    for (let turn = 0; turn < 6; turn += 1) await house.pass(300);
    expect(await reports('lltp.g1', dossierId)).toEqual(['ExternalStatusReported 3']);
    for (const seconds of [2 * hour, 24 * hour, 300, 300, 300]) await house.pass(seconds);
    expect(await results(dossierId)).toHaveLength(1);
  });

  it('leaves a change unacknowledged while what follows from it cannot be done, and makes up for it', async () => {
    await simulators.control.scenario({ mount: 'lltp1', scenario: 'auto', params: { d1Seconds: 60, d2Seconds: 120 } });
    const down = { type: 'http', status: 503 } as const;
    await simulators.control.fault({ mount: 'lltp1', operation: 'traTrangThaiHs', fault: down });
    const { dossierId } = await house.file(story('lltp-01'));
    await accepted('lltp.g1', dossierId);
    await house.pass(300);
    expect(await reports('lltp.g1', dossierId)).toEqual(['ExternalStatusReported 5']);
    expect(await results(dossierId)).toEqual([]);
    await house.stop();
    for (const { id } of await simulators.control.faults()) await simulators.control.removeFault(id);
    await house.start();
    await house.pass(hour);
    await house.until(async () => (await results(dossierId)).length > 0);
    await house.quiet();
    const calls = await simulators.control.journal({ mount: 'lltp1' });
    expect(calls.filter(({ effect }) => effect === 'acknowledged')).toHaveLength(1);
  });

  it.each([
    ['lltp-01', 'lltp.g1', 'lltp1', 'Không đủ điều kiện cấp phiếu'],
    ['khai-sinh-01', 'civil.g1', 'civil1', 'Đã hoàn thành xử lý: không đủ điều kiện đăng ký'],
  ])('brings a negative result of %s as one, with its reason', async (id, system, mount, lyDo) => {
    await simulators.control.scenario({ mount, scenario: 'negative', params: { d1Seconds: 60, d2Seconds: 600 } });
    const { dossierId } = await house.file(story(id));
    await accepted(system, dossierId);
    for (const seconds of [300, 300, 300]) await house.pass(seconds);
    await house.until(async () => (await results(dossierId)).length > 0);
    expect(await results(dossierId)).toMatchObject([{ system, resultKind: 'negative' }]);
    const result = (await house.dossier(dossierId)).find(({ type }) => type === 'ResultReceived')!;
    expect(await house.opened(result)).toMatchObject({ fields: { lyDo } });
  });

  it('asks the applicant for what civil status wants, and an officer to pass the answer on', async () => {
    const params = { d1Seconds: 300, d2Seconds: 1200 };
    await simulators.control.scenario({ mount: 'civil1', scenario: 'supplement', params });
    const { dossierId } = await house.file(story('hon-nhan-05'));
    await accepted('civil.g1', dossierId);
    const step = { toUnit: 'H99.34', handler: 'handler-1', stepDue: null, ...house.stamp('officer-1') };
    await house.tell(dossierId, { type: 'ForwardStep', data: step, personal: { note: '' } });
    for (const seconds of [300, 300]) await house.pass(seconds);
    await house.until(async () => (await house.facts(dossierId, 'SupplementRequested')).length > 0);
    const asked = (await house.dossier(dossierId)).find(({ type }) => type === 'SupplementRequested')!;
    expect(asked.data).toMatchObject({ stage: 'appraisal', items: ['/'] });
    const reason = 'Hồ sơ cần bổ sung thông tin: thiếu nơi cư trú trước đây';
    expect(await house.opened(asked)).toMatchObject({ reason });
    await house.pass(300);
    expect(await house.facts(dossierId, 'SupplementRequested')).toHaveLength(1);
    await house.tell(dossierId, {
      type: 'SubmitSupplement',
      data: { items: ['/'], components: [], ...house.stamp('citizen-1') },
      personal: { declaration: story('hon-nhan-05').declaration, note: '', attachments: [] },
    });
    await house.tell(dossierId, { type: 'CompleteSupplement', data: house.stamp('officer-1') });
    await house.until(async () => (await house.facts(dossierId, 'OfficerTaskRaised')).length > 0);
    expect(await house.facts(dossierId, 'OfficerTaskRaised')).toMatchObject([{ kind: 'ministryNotExpressible' }]);
    for (const seconds of [hour, hour]) await house.pass(seconds);
    expect(await results(dossierId)).toMatchObject([{ resultKind: 'positive' }]);
  });

  it('makes a request after the window a task of an officer', async () => {
    const params = { d1Seconds: 6 * 24 * hour, d2Seconds: 20 * 24 * hour };
    await simulators.control.scenario({ mount: 'civil1', scenario: 'supplement', params });
    const { dossierId } = await house.file(story('hon-nhan-01'));
    await accepted('civil.g1', dossierId);
    const step = { toUnit: 'H99.30', handler: 'handler-1', stepDue: null, ...house.stamp('officer-1') };
    await house.tell(dossierId, { type: 'ForwardStep', data: step, personal: { note: '' } });
    for (const seconds of [24 * hour, 5 * 24 * hour, hour]) await house.pass(seconds);
    await house.until(async () => (await house.facts(dossierId, 'OfficerTaskRaised')).length > 0);
    expect(await house.facts(dossierId, 'OfficerTaskRaised')).toMatchObject([{ kind: 'ministrySupplement' }]);
    expect(await house.facts(dossierId, 'SupplementRequested')).toEqual([]);
  });

  it('gives a status that the profile does not know to an officer', async () => {
    await simulators.control.scenario({ mount: 'lltp1', scenario: 'stuck' });
    const nameless = { type: 'body', variant: 'missingMember', member: 'DEC_STATUS_ID' } as const;
    // the first answer after a day is that the gateway's token has expired
    await simulators.control.fault({ mount: 'lltp1', operation: 'traTrangThaiHs', times: 2, fault: nameless });
    const { dossierId } = await house.file(story('lltp-01'));
    await accepted('lltp.g1', dossierId);
    for (const seconds of [24 * hour, 24 * hour]) await house.pass(seconds);
    expect(await house.facts(dossierId, 'OfficerTaskRaised')).toMatchObject([{ kind: 'statusUnmapped' }]);
    expect(await results(dossierId)).toEqual([]);
  });

  it('records what comes out of order, marks the step back, and waits for the result itself', async () => {
    const params = { d1Seconds: 700, d2Seconds: 1300 };
    await simulators.control.scenario({ mount: 'civil1', scenario: 'auto', params });
    const { dossierId } = await house.file(story('khai-sinh-01'));
    await accepted('civil.g1', dossierId);
    for (const seconds of [300, 300, 300]) await house.pass(seconds);
    const ahead = { type: 'order', variant: 'ahead' } as const;
    await simulators.control.fault({ mount: 'civil1', operation: 'traTrangThaiHoSo', times: 1, fault: ahead });
    await house.pass(300);
    expect((await reports('civil.g1', dossierId)).at(-1)).toBe('ExternalStatusReported 4');
    expect(await results(dossierId)).toEqual([]);
    for (const seconds of [300, 300]) await house.pass(seconds);
    expect(await results(dossierId)).toMatchObject([{ resultKind: 'positive' }]);
  });

  it('never applies a step back', async () => {
    const params = { d1Seconds: 10, d2Seconds: 200 };
    await simulators.control.scenario({ mount: 'civil1', scenario: 'auto', params });
    const down = { type: 'http', status: 500 } as const;
    await simulators.control.fault({ mount: 'civil1', operation: 'ketQuaDangKyHS', times: 1, fault: down });
    const { dossierId } = await house.file(story('khai-sinh-01'));
    await accepted('civil.g1', dossierId);
    await house.pass(300);
    expect(await reports('civil.g1', dossierId)).toEqual(['ExternalStatusReported 4']);
    const back = { type: 'order', variant: 'regress' } as const;
    await simulators.control.fault({ mount: 'civil1', operation: 'traTrangThaiHoSo', times: 1, fault: back });
    await house.pass(300);
    expect((await reports('civil.g1', dossierId)).at(-1)).toBe('ExternalStatusReported 3 back');
    await house.pass(300);
    expect(await results(dossierId)).toMatchObject([{ resultKind: 'positive' }]);
  });

  it('serves the linked legs one after the other, each based on the registration', async () => {
    for (const mount of ['civil1', 'leg.social.card', 'leg.residence']) {
      await simulators.control.scenario({ mount, scenario: 'auto', params: { d1Seconds: 60, d2Seconds: 600 } });
    }
    const { dossierId, dossierCode } = await house.file(story('lien-thong-thuong-tru-01'));
    await accepted('civil.g1', dossierId);
    expect(await house.lane('social.card', dossierId)).toEqual([]);
    for (const seconds of [300, 600]) await house.pass(seconds);
    await accepted('social.card', dossierId);
    expect(await house.lane('residence', dossierId)).toEqual([]);
    for (const seconds of [300, 600]) await house.pass(seconds);
    await accepted('residence', dossierId);
    for (const seconds of [300, 600]) await house.pass(seconds);
    await house.until(async () => (await results(dossierId)).length === 3);
    expect((await results(dossierId)).map(({ system, blobId }) => [system, blobId !== null])).toEqual([
      ['civil.g1', false],
      ['social.card', true],
      ['residence', true],
    ]);
    const wanted = ['civil1', 'leg.social.card', 'leg.residence'].map(
      (mount) => ({ expect: 'eachKeyAtMostOneCommitted', mount, key: dossierCode }) as const,
    );
    expect(await simulators.control.assert(wanted)).toMatchObject({ pass: true });
  });

  it('takes the refusal of a leg for a negative result and goes on with the next one', async () => {
    const params = { d1Seconds: 60, d2Seconds: 120 };
    await simulators.control.scenario({ mount: 'civil1', scenario: 'auto', params });
    await simulators.control.scenario({ mount: 'leg.social.card', scenario: 'refuse', params });
    const { dossierId } = await house.file(story('lien-thong-thuong-tru-01'));
    await accepted('civil.g1', dossierId);
    await house.pass(300);
    await accepted('social.card', dossierId);
    await house.pass(600);
    await accepted('residence', dossierId);
    expect((await results(dossierId)).map(({ system, resultKind }) => [system, resultKind])).toEqual([
      ['civil.g1', 'positive'],
      ['social.card', 'negative'],
    ]);
  });

  it('asks no more for a dossier whose officer decided without the ministry', async () => {
    await simulators.control.scenario({ mount: 'civil1', scenario: 'stuck' });
    const { dossierId, dossierCode } = await house.file(story('khai-sinh-10'));
    await accepted('civil.g1', dossierId);
    await house.pass(300);
    const step = { toUnit: 'H99.40', handler: 'handler-1', stepDue: null, ...house.stamp('officer-1') };
    await house.tell(dossierId, { type: 'ForwardStep', data: step, personal: { note: '' } });
    const document = { blobId: 'blob', cipherDigest: 'c0ffee', number: '1', signed: true };
    const data = { resultKind: 'negative', document, ...house.stamp('leader-1') } as const;
    await house.tell(dossierId, { type: 'SignResult', data, personal: { reason: 'Không đủ điều kiện', fields: {} } });
    await house.pass(300);
    const asked = (await simulators.control.journal({ key: dossierCode })).length;
    for (const seconds of [300, 24 * hour]) await house.pass(seconds);
    expect(await simulators.control.journal({ key: dossierCode })).toHaveLength(asked);
  });
});
