import { randomBytes } from 'node:crypto';
import { deskMigrations } from '@motcua/desk';
import { intakeMigrations } from '@motcua/intake';
import { connectorMigrations } from '@motcua/ministry-connector';
import { portalMigrations } from '@motcua/portal-sync';
import { migrate, sharedMigrations } from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import pg from 'pg';

const MIGRATIONS = [
  ...sharedMigrations,
  ...intakeMigrations,
  ...deskMigrations,
  ...connectorMigrations,
  ...portalMigrations,
];

export interface ChaosDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

/** A database of the product on a running server: every schema, and a login role that is a member of `motcua_app`. */
export async function makeDatabase(server: PostgresServer): Promise<ChaosDatabase> {
  const ownerUrl = await server.createDatabase();
  await migrate(ownerUrl, MIGRATIONS);
  const name = `app_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(18).toString('base64url');
  await asOwner(ownerUrl, [`CREATE ROLE ${name} LOGIN PASSWORD '${password}' IN ROLE motcua_app`]);
  const appUrl = new URL(ownerUrl);
  [appUrl.username, appUrl.password] = [name, password];
  return { ownerUrl, appUrl: appUrl.href };
}

export async function asOwner(ownerUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Counts, while the experiment waits for something; the auditor does not use it. */
export async function count(ownerUrl: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(sql);
    return Number(rows[0]?.count ?? 0);
  } finally {
    await client.end();
  }
}
