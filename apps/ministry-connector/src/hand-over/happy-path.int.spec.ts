import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningSimulators } from '@motcua/simulators';
import { sampleStories } from '@motcua/testing';
import type { ConnectorHouse } from '../connector-house.fixture.js';
import { type ConnectorScene, connectorScene } from '../connector-scene.fixture.js';

const hour = 3600;
const story = (id: string) => sampleStories().find((one) => one.id === id)!;

describe('the connector hands over', () => {
  let scene: ConnectorScene;
  let house: ConnectorHouse;
  let simulators: RunningSimulators;

  beforeAll(async () => {
    scene = await connectorScene();
    ({ house, simulators } = scene);
  });

  afterAll(() => scene.close());

  it.each([
    ['lltp-03', 'lltp.g1', 'lltp1', 'nhanHoSoDangKy'],
    ['khai-sinh-01', 'civil.g1', 'civil1', 'dangKyHoTich'],
    ['khai-sinh-lai-01', 'civil.g1', 'civil1', 'dangKyHoTich'],
    ['hon-nhan-01', 'civil.g1', 'civil1', 'dangKyHoTich'],
  ])('%s to %s and brings its result back', async (id, system, mount, operation) => {
    const { dossierId, dossierCode } = await house.file(story(id));
    await house.until(async () => (await house.lane(system, dossierId)).includes('DeliveryOutcomeRecorded accepted'));
    await house.pass(2 * hour);
    await house.pass(24 * hour);
    await house.until(async () => (await house.facts(dossierId, 'ResultReceived')).length > 0);
    expect(await house.facts(dossierId, 'ResultReceived')).toMatchObject([{ system, resultKind: 'positive' }]);
    const assertion = { expect: 'exactlyOneCommitted', mount, operation, key: dossierCode } as const;
    expect(await simulators.control.assert([assertion])).toEqual({ pass: true, failures: [] });
  });
});
