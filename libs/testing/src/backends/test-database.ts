import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** One forward-only step; the same shape as service-kit's. */
export interface TestMigration {
  readonly id: string;
  readonly sql: string;
}

export interface TestDatabase {
  /** Owner of everything in this database; runs migrations. */
  readonly ownerUrl: string;
  /** A login role whose only right is to be a member of `motcua_app`. */
  readonly appUrl: string;
  drop(): Promise<void>;
}

/** Address of the server that the run's global set-up chose; the specs' processes inherit it. */
export const SERVER_VARIABLE = 'MOTCUA_TEST_POSTGRES_URL';

function serverUrl(): string {
  const url = process.env['MOTCUA_POSTGRES_URL'] ?? process.env[SERVER_VARIABLE];
  if (url === undefined)
    throw new Error('no PostgreSQL for this run: name the spec .int.spec.ts, or set MOTCUA_POSTGRES_URL');
  return url;
}

function addressOf(server: string, database: string, login?: { name: string; password: string }): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (login) [url.username, url.password] = [login.name, login.password];
  return url.href;
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

// two specs may get here at once, and roles belong to the whole server
const GROUP = `DO $$ BEGIN CREATE ROLE motcua_app NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

/** A fresh database on the run's server with `migrations` run as owner. Every call gets its own; `drop` it in `afterAll`. */
export async function testDatabase(migrations: readonly TestMigration[] = []): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `t${randomBytes(6).toString('hex')}`;
  const login = { name: `${name}_app`, password: randomBytes(18).toString('base64url') };
  await run(server, [
    GROUP,
    `CREATE ROLE ${login.name} LOGIN PASSWORD '${login.password}' IN ROLE motcua_app`,
    `CREATE DATABASE ${name}`,
  ]);
  const ownerUrl = addressOf(server, name);
  await run(
    ownerUrl,
    migrations.map(({ sql }) => sql),
  );
  return {
    ownerUrl,
    appUrl: addressOf(server, name, login),
    drop: () => run(server, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `DROP ROLE IF EXISTS ${login.name}`]),
  };
}
