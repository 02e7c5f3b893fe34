import { intakeMigrations } from '@motcua/intake';
import { migrate, sharedMigrations, type Migration } from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface BenchDatabase {
  readonly ownerUrl: string;
  /** A login that is a member of `motcua_app`, as in an installation. */
  readonly appUrl: string;
}

/** An empty database on the run's server; answers its owner's address. */
export function emptyDatabase(server: PostgresServer): Promise<string> {
  return server.createDatabase();
}

/** A database of the product. @param more what only this measurement needs */
export async function productDatabase(server: PostgresServer, ...more: readonly string[]): Promise<BenchDatabase> {
  const ownerUrl = await server.createDatabase();
  const migrations: readonly Migration[] = [...sharedMigrations, ...intakeMigrations];
  await migrate(ownerUrl, migrations);
  const name = `app_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(18).toString('base64url');
  await run(ownerUrl, `CREATE ROLE ${name} LOGIN PASSWORD '${password}' IN ROLE motcua_app`, ...more);
  const appUrl = new URL(ownerUrl);
  [appUrl.username, appUrl.password] = [name, password];
  return { ownerUrl, appUrl: appUrl.href };
}

export async function run(url: string, ...statements: readonly string[]): Promise<void> {
  await connected(url, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
