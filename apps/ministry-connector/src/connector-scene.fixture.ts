import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedMigrations } from '@motcua/service-kit';
import { type RunningSimulators, startSimulators } from '@motcua/simulators';
import { testDatabase } from '@motcua/testing';
import { ConnectorHouse, monday } from './connector-house.fixture.js';
import { connectorMigrations } from './connector.migrations.js';

/** A connector with one instance up, and the outside systems that it speaks with. */
export interface ConnectorScene {
  readonly house: ConnectorHouse;
  readonly simulators: RunningSimulators;
  close(): Promise<void>;
}

export async function connectorScene(): Promise<ConnectorScene> {
  const database = await testDatabase([...sharedMigrations, ...connectorMigrations]);
  const simulators = await startSimulators({ port: 0, now: monday, seed: 1 });
  const folder = await mkdtemp(join(tmpdir(), 'connector-'));
  const { url, control } = simulators;
  const advance = (seconds: number) => control.advance(seconds);
  const house = await ConnectorHouse.open({ appUrl: database.appUrl, url, folder, advance });
  await house.start();
  return {
    house,
    simulators,
    async close() {
      await house.stop();
      await simulators.stop();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}
