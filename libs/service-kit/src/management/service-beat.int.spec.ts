import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { sharedMigrations } from '../configured-kit.js';
import { Database } from '../database/database.js';
import { JsonLog } from '../logging/json-log.js';
import { Health } from './health.js';
import { ServiceBeat } from './service-beat.js';

describe('what a running process says of itself', () => {
  let server: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    server = await testDatabase(sharedMigrations);
    database = new Database({ url: server.appUrl, applicationName: 'beat-spec' });
  });

  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  const lag = {
    consumer: 'portal-sync',
    active: true,
    behind: 3,
    frozenForMs: 0,
    parkedDossiers: 0,
    quarantined: 0,
  };

  function beat(health: Health, instance: string, on: Pick<Database, 'pool'> = database): ServiceBeat {
    const log = new JsonLog({ name: 'probe', destination: { write: () => undefined } });
    const parts = { database: on, health, consumers: () => Promise.resolve([lag]), log };
    return new ServiceBeat('probe', parts, instance);
  }

  async function rows(): Promise<unknown[]> {
    return (await database.pool.query('SELECT * FROM kit.services ORDER BY instance')).rows;
  }

  async function until(done: () => Promise<boolean>): Promise<void> {
    while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('stands in the database while it runs, and is gone when it ended in order', async () => {
    const health = new Health();
    health.add('store', () => Promise.resolve({ ok: false, detail: 'away' }));
    const [one, two] = [beat(health, 'host/1'), beat(health, 'host/2')];
    one.start();
    two.start();
    await until(async () => (await rows()).length === 2);
    expect((await rows())[0]).toMatchObject({
      name: 'probe',
      instance: 'host/1',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      ready: false,
      checks: { store: { ok: false, detail: 'away' } },
      consumers: [lag],
      seen_at: expect.any(Date),
    });
    await one.stop();
    expect(await rows()).toMatchObject([{ instance: 'host/2' }]);
    await two.stop();
  });

  it('forgets processes of which nothing was heard for a day, and no younger one', async () => {
    for (const [instance, age] of [
      ['old', '25 hours'],
      ['silent', '23 hours'],
    ])
      await database.pool.query(
        `INSERT INTO kit.services (name, instance, version, started_at, ready, checks, consumers, seen_at)
         VALUES ('probe', $1, '0.0.1', now(), true, '{}', '[]', now() - $2::interval)`,
        [instance, age],
      );
    const fresh = beat(new Health(), 'host/3');
    fresh.start();
    await until(async () => (await rows()).some((row) => (row as { instance: string }).instance === 'host/3'));
    expect(await rows()).toMatchObject([{ instance: 'host/3' }, { instance: 'silent' }]);
    await fresh.stop();
  });

  it('does not hold up the end of a process whose database does not answer', async () => {
    const silent = { pool: { query: () => new Promise(() => undefined) } } as unknown as Pick<Database, 'pool'>;
    const mute = beat(new Health(), 'host/4', silent);
    mute.start();
    await mute.stop();
    expect(await rows()).not.toContainEqual(expect.objectContaining({ instance: 'host/4' }));
  });
});
