import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@motcua/testing';

import { KitConfig } from './config/kit-config.js';
import { loadConfig } from './config/load-config.js';
import { configuredKit, sharedMigrations } from './configured-kit.js';
import { claimPositions } from './configured-store.js';
import { Database } from './database/database.js';
import { KitParts } from './kit-parts.js';

class ProbeConfig extends KitConfig {}

describe('whose places the checkpoints are', () => {
  let server: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    server = await testDatabase(sharedMigrations);
    database = new Database({ url: server.appUrl, applicationName: 'probe', maxConnections: 30 });
  });

  afterEach(async () => {
    await database.close();
    await server.drop();
  });

  const owners = async () => (await database.pool.query('select store from kit.positions_of')).rows;

  it('is said at the first start, and every later start on the same store goes on', async () => {
    await claimPositions(database.pool, 'kurrentdb');
    await claimPositions(database.pool, 'kurrentdb');
    expect(await owners()).toEqual([{ store: 'kurrentdb' }]);
  });

  it('refuses the other store, with a sentence that says what to do', async () => {
    await claimPositions(database.pool, 'kurrentdb');
    await expect(claimPositions(database.pool, 'postgres')).rejects.toThrow(
      /MOTCUA_STORE: names the wrong store: .* places in kurrentdb, .* motcua store move --from kurrentdb --to postgres/,
    );
    expect(await owners()).toEqual([{ store: 'kurrentdb' }]);
  });

  it('stops an app before any of its parts works on the wrong store', async () => {
    await claimPositions(database.pool, 'kurrentdb');
    const config = loadConfig(ProbeConfig, {
      MOTCUA_POSTGRES_URL: server.appUrl,
      MOTCUA_DATA: '/nowhere/data',
      MOTCUA_KEYS: '/nowhere/keys.json',
      MOTCUA_AUTH_ISSUER: 'https://issuer.example',
      MOTCUA_AUTH_JWKS_URL: 'https://issuer.example/jwks',
    });
    await expect(KitParts.make(configuredKit('probe', config))).rejects.toThrow(/MOTCUA_STORE: names the wrong store/);
  });

  it('is decided by one of many that start at once', async () => {
    const kinds = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'postgres' : 'kurrentdb'));
    const ends = await Promise.allSettled(kinds.map((kind) => claimPositions(database.pool, kind)));
    const [owner, ...others] = await owners();
    expect(others).toEqual([]);
    expect(ends.map(({ status }) => status)).toEqual(
      kinds.map((kind) => (kind === owner.store ? 'fulfilled' : 'rejected')),
    );
  });
});
