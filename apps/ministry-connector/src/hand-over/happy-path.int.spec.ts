import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sharedMigrations } from '@motcua/service-kit';
import { type RunningSimulators, startSimulators } from '@motcua/simulators';
import { sampleStories, testDatabase, type TestDatabase } from '@motcua/testing';
import { ConnectorHouse, monday } from '../connector-house.fixture.js';
import { connectorMigrations } from '../connector.migrations.js';

const hour = 3600;
const story = (id: string) => sampleStories().find((one) => one.id === id)!;

describe('the connector hands over', () => {
  let database: TestDatabase;
  let simulators: RunningSimulators;
  let folder: string;
  let house: ConnectorHouse;

  beforeAll(async () => {
    database = await testDatabase([...sharedMigrations, ...connectorMigrations]);
    simulators = await startSimulators({ port: 0, now: monday, seed: 1 });
    folder = await mkdtemp(join(tmpdir(), 'connector-'));
    const { url, control } = simulators;
    house = await ConnectorHouse.open({ appUrl: database.appUrl, url, folder, advance: (s) => control.advance(s) });
    await house.start();
  });

  afterAll(async () => {
    await house.stop();
    await simulators.stop();
    await database.drop();
    await rm(folder, { recursive: true });
  });

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
