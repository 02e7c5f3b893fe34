import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EventStore } from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { storeMigrations } from '@motcua/event-store/postgres';
import { feedMigrations } from '@motcua/messaging/embedded';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { Database } from '../database/database.js';
import { submitted, tallyView } from './tally-view.fixture.js';
import { ViewBuilds } from './view-builds.js';
import { ViewRunner, type ViewState } from './view-runner.js';
import { viewMigrations } from './view.migrations.js';

jest.setTimeout(60_000);

const schema = { id: 'probe', sql: 'CREATE SCHEMA probe; GRANT USAGE ON SCHEMA probe TO motcua_app' };
const VIEW = tallyView().name;

async function tell(store: EventStore, count: number): Promise<void> {
  for (let told = 0; told < count; told += 1) {
    const id = randomUUID();
    await store.append([{ stream: `dossier-${id}`, expected: 0, events: [submitted(id)] }]);
  }
}

describe('a view whose store came back from an older backup', () => {
  let db: TestDatabase;
  let database: Database;
  let runner: ViewRunner;
  let builds: ViewBuilds;
  let restored: EventStore;

  beforeEach(async () => {
    db = await testDatabase([...storeMigrations, ...feedMigrations, ...viewMigrations, schema]);
    database = new Database({ url: db.appUrl, applicationName: 'spec' });
    builds = new ViewBuilds(database.kysely('kit'));
    const yesterdays = new MemoryEventStore();
    await tell(yesterdays, 5);
    start(yesterdays);
    await until(({ version, behind }) => version !== undefined && behind === 0);
    await runner.stop();
    restored = new MemoryEventStore();
    await tell(restored, 2);
  });

  afterEach(async () => {
    await runner.stop();
    await database.close();
    await db.drop();
  });

  function start(store: EventStore): void {
    runner = new ViewRunner(database, store, { schema: 'probe', views: [tallyView()], pollMs: 20, leaseTtlMs: 900 });
    runner.start();
  }

  async function until(holds: (state: ViewState) => boolean): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!holds((await runner.states())[0]!)) {
      if (Date.now() > deadline) throw new Error(`never came true: ${holds.toString()}`);
      await pause(10);
    }
  }

  async function position(): Promise<string | undefined> {
    return (await builds.live(VIEW))?.position;
  }

  it('stops, says why, and does not go on when the store grows past its checkpoint', async () => {
    start(restored);
    await until(({ lost }) => lost === 'checkpoint-beyond-head');
    await tell(restored, 10);
    await pause(200); // ten looks at the store
    await until(({ lost }) => lost !== undefined);
    await expect(position()).resolves.toBe('5');
  });

  it('does not take other events for those that it has seen, although its checkpoint is a place in the store', async () => {
    await tell(restored, 10);
    start(restored);
    await until(({ lost }) => lost === 'history-changed');
    await expect(position()).resolves.toBe('5');
  });

  it('goes on after a rebuild, with what the store holds', async () => {
    start(restored);
    await until(({ lost }) => lost !== undefined);
    await builds.plan({ view: VIEW, version: 1, schema: 'probe', switchOn: 'equal' }, restored.start);
    await until(({ lost, behind }) => lost === undefined && behind === 0);
    await tell(restored, 1);
    await until(({ behind }) => behind === 0);
    const { rows } = await database.pool.query<{ n: string }>('SELECT count(*) AS n FROM probe.tally');
    expect(rows).toEqual([{ n: '3' }]);
  });
});
