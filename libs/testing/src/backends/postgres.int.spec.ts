import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startPostgres } from './postgres-server.js';
import { testDatabase, type TestDatabase } from './test-database.js';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('testDatabase', () => {
  const made: TestDatabase[] = [];
  afterAll(() => Promise.all(made.map((db) => db.drop())));

  it('makes a fresh database per call, even when many ask at once', async () => {
    const migration = { id: '1', sql: 'CREATE TABLE t (a int); GRANT SELECT ON t TO motcua_app' };
    made.push(...(await Promise.all([1, 2, 3, 4].map(() => testDatabase([migration])))));
    expect(new Set(made.map((db) => db.ownerUrl)).size).toBe(4);
    expect(await ask(made[0]!.appUrl, 'SELECT count(*)::int AS n FROM t')).toEqual([{ n: 0 }]);
  });

  it('gives the app login the rights of motcua_app and no more', async () => {
    await expect(ask(made[0]!.appUrl, 'INSERT INTO t VALUES (1)')).rejects.toThrow(/permission denied/);
  });
});

describe('startPostgres', () => {
  it('keeps what was committed over a kill of every process', async () => {
    const server = await startPostgres();
    try {
      const url = await server.createDatabase();
      await ask(url, 'CREATE TABLE t AS SELECT 7 AS a');
      await server.killAll();
      await expect(ask(url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
      await server.restart();
      expect(await ask(url, 'SELECT a FROM t')).toEqual([{ a: 7 }]);
      expect(await ask(url, 'SHOW data_checksums')).toEqual([{ data_checksums: 'on' }]);
    } finally {
      await server.stop();
    }
  });
});
