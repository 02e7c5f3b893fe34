import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningSimulators } from '@motcua/simulators';
import { sampleStories } from '@motcua/testing';
import type { ConnectorHouse } from '../connector-house.fixture.js';
import { type ConnectorScene, connectorScene } from '../connector-scene.fixture.js';

const day = 24 * 3600;
const story = sampleStories().find(({ id }) => id === 'khai-sinh-10')!;
const personal = { reason: 'Lý do mẫu', itemTexts: ['Họ tên'] };

describe('a step of ours that a ministry with the dossier cannot be told of', () => {
  let scene: ConnectorScene;
  let house: ConnectorHouse;
  let simulators: RunningSimulators;

  beforeAll(async () => {
    scene = await connectorScene();
    ({ house, simulators } = scene);
    await simulators.control.scenario({ mount: 'civil1', scenario: 'stuck' });
  });

  afterAll(() => scene.close());

  async function known(): Promise<string> {
    const { dossierId } = await house.file(story);
    await house.until(async () =>
      (await house.lane('civil.g1', dossierId)).includes('DeliveryOutcomeRecorded accepted'),
    );
    const step = { toUnit: 'H99.40', handler: 'handler-1', stepDue: null, ...house.stamp('officer-1') };
    await house.tell(dossierId, { type: 'ForwardStep', data: step, personal: { note: '' } });
    return dossierId;
  }

  /** The texts of all tasks, once there is one. */
  async function tasks(dossierId: string): Promise<string[]> {
    await house.until(async () => (await house.facts(dossierId, 'OfficerTaskRaised')).length > 0);
    await house.quiet();
    const raised = (await house.dossier(dossierId)).filter(({ type }) => type === 'OfficerTaskRaised');
    expect(raised.map(({ data }) => data['kind'])).toEqual(raised.map(() => 'ministryNotExpressible'));
    return Promise.all(raised.map(async (task) => (await house.opened<{ text: string }>(task))!.text));
  }

  it('is its stop because the supplement did not come', async () => {
    const dossierId = await known();
    const ask = { items: ['/nksHoTen'], ministry: null, ...house.stamp('officer-1') };
    await house.tell(dossierId, { type: 'RequestSupplement', data: ask, personal });
    await house.pass(60 * day);
    await house.tell(dossierId, { type: 'LapseSupplement', data: house.stamp('desk') });
    expect(await tasks(dossierId)).toEqual([expect.stringContaining('dừng xử lý vì quá hạn bổ sung. civil.g1')]);
  });

  it('is its stop by a decision', async () => {
    const dossierId = await known();
    const data = { decisionBlobId: 'decision', ...house.stamp('officer-1') };
    await house.tell(dossierId, { type: 'StopDossier', data, personal });
    expect(await tasks(dossierId)).toEqual([expect.stringContaining('Hồ sơ đã dừng xử lý. civil.g1')]);
  });

  it('is its withdrawal', async () => {
    const dossierId = await known();
    await house.tell(dossierId, { type: 'WithdrawDossier', data: house.stamp('citizen-1'), personal });
    expect(await tasks(dossierId)).toEqual([expect.stringContaining('đã rút hồ sơ. civil.g1')]);
  });

  it('is a refusal that we signed ourselves', async () => {
    const dossierId = await known();
    const document = { blobId: 'blob', cipherDigest: 'c0ffee', number: '1', signed: true };
    const data = { resultKind: 'negative', document, ...house.stamp('leader-1') } as const;
    await house.tell(dossierId, { type: 'SignResult', data, personal: { reason: 'Không đủ điều kiện', fields: {} } });
    expect(await tasks(dossierId)).toEqual([expect.stringContaining('từ chối giải quyết đã được ký. civil.g1')]);
  });

  it('is its transfer to another unit, and no result that says yes', async () => {
    const dossierId = await known();
    const data = { cause: 'wrongCompetence', toUnit: 'H99.31', ...house.stamp('officer-1') } as const;
    await house.tell(dossierId, { type: 'TransferDossier', data, personal });
    expect(await tasks(dossierId)).toEqual([expect.stringContaining('chuyển cho H99.31 giải quyết. civil.g1')]);
    const document = { blobId: 'blob', cipherDigest: 'c0ffee', number: '1', signed: true };
    const signed = { resultKind: 'positive', document, ...house.stamp('leader-1') } as const;
    await house.tell(dossierId, { type: 'SignResult', data: signed, personal: { reason: null, fields: {} } });
    await house.quiet();
    expect(await tasks(dossierId)).toHaveLength(1);
  });
});
