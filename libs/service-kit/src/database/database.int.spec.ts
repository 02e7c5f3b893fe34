import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Generated, sql } from 'kysely';

import { migrationsCheck } from '../management/checks.js';
import { Database } from './database.js';
import { MigrationChanged, migrate } from './migrate.js';
import type { Migration } from './migration.js';

const first: Migration = {
  id: 'probe-001-notes',
  sql: `create schema probe; create table probe.notes (id bigint generated always as identity, note text not null);
        grant usage on schema probe to motcua_app; grant select, insert on probe.notes to motcua_app;`,
};
const second: Migration = { id: 'probe-002-more', sql: 'alter table probe.notes add column more text' };
const broken: Migration = {
  id: 'probe-003-broken',
  sql: 'create table probe.half (id int); select no_such_function()',
};

describe('migrations', () => {
  let server: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    server = await testDatabase();
    database = new Database({ url: server.appUrl, applicationName: 'probe' });
  });

  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  it('are applied once, in order, by however many start together', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate(server.ownerUrl, [first])));
    expect(applied.flat()).toEqual(['probe-001-notes']);
  });

  it('tell readiness what is missing', async () => {
    const check = migrationsCheck(database, [first, second]);
    await expect(check()).resolves.toEqual({ ok: false, detail: '1 migrations missing, first probe-002-more' });
    await expect(migrate(server.ownerUrl, [first, second])).resolves.toEqual(['probe-002-more']);
    await expect(check()).resolves.toEqual({ ok: true });
  });

  it('refuse to go on when the text of an applied one has changed', async () => {
    const changed = [
      { ...first, sql: `${first.sql} -- other` },
      { id: 'probe-009', sql: 'create table probe.never (id int)' },
    ];
    await expect(migrate(server.ownerUrl, changed)).rejects.toThrow(MigrationChanged);
    await expect(database.missing(changed)).resolves.toEqual(['probe-009']);
  });

  it('leave nothing behind when one fails', async () => {
    await expect(migrate(server.ownerUrl, [broken])).rejects.toThrow('migration probe-003-broken failed');
    const { rows } = await database.pool.query(`select to_regclass('probe.half') as half`);
    expect(rows).toEqual([{ half: null }]);
  });

  it('refuse a list with an id twice', async () => {
    await expect(migrate(server.ownerUrl, [first, first])).rejects.toThrow(TypeError);
  });

  it('are seen by typed queries of the application role, which may not change the table of migrations', async () => {
    const notes = database.kysely<{ notes: { id: Generated<string>; note: string } }>('probe');
    await notes.insertInto('notes').values({ note: 'one' }).execute();
    await expect(notes.selectFrom('notes').select('note').execute()).resolves.toEqual([{ note: 'one' }]);
    await expect(sql`delete from kit.migrations`.execute(notes)).rejects.toThrow(/permission denied/);
  });
});

describe('connections of the application role', () => {
  it('end a transaction in which a process stands still, so that it holds nothing against its successor', async () => {
    const server = await testDatabase();
    const database = new Database({ url: server.appUrl, applicationName: 'probe' });
    const { rows } = await database.pool.query('SHOW idle_in_transaction_session_timeout');
    expect(rows).toEqual([{ idle_in_transaction_session_timeout: '10s' }]);
    await database.close();
    await server.drop();
  });

  it('are given up when the server is silent for longer than any statement may run', async () => {
    const server = await testDatabase();
    const { hostname, port } = new URL(server.appUrl);
    let isSilent = false;
    const proxy = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const [from, to] of [[near, far] as const, [far, near] as const]) {
        from.on('data', (bytes) => void (isSilent || to.write(bytes)));
        from.on('error', () => undefined).on('close', () => to.destroy());
      }
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = new URL(server.appUrl);
    url.port = String((proxy.address() as AddressInfo).port);
    const database = new Database({ url: url.href, applicationName: 'probe', statementTimeoutMs: 200 });
    await database.ping();
    isSilent = true;
    await expect(database.ping()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    isSilent = false;
    await expect(database.ping()).resolves.toBeUndefined();
    await database.close();
    proxy.close();
    await server.drop();
  }, 30_000);
});
