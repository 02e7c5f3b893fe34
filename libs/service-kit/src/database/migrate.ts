import { createHash } from 'node:crypto';

import pg from 'pg';

import type { Migration } from './migration.js';

/** One lock for all schemas, so that apps that start together apply nothing twice. */
const LOCK = 4_911_206_325;

const BASE = `
  do $$ begin
    if not exists (select from pg_roles where rolname = 'motcua_app') then create role motcua_app nologin; end if;
  exception when duplicate_object or unique_violation then null;
  end $$;
  create schema if not exists kit;
  grant usage on schema kit to motcua_app;
  create table if not exists kit.migrations (
    id text primary key,
    digest text not null,
    applied_at timestamptz not null default now()
  );
  grant select on kit.migrations to motcua_app;
`;

/** An applied migration's text is not the one this release carries. */
export class MigrationChanged extends Error {
  override readonly name = 'MigrationChanged';

  constructor(readonly migrationId: string) {
    super(`migration ${migrationId} was applied with another text`);
  }
}

/**
 * Applies what is missing, each migration in its own transaction, under one advisory lock. Forward only.
 *
 * @param ownerUrl `postgres://...` of the role that owns the schemas
 * @returns the ids applied now
 * @throws {MigrationChanged} when the text of an applied one has changed; nothing is applied then
 */
export async function migrate(ownerUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  refuseDoubles(migrations);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'motcua-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(BASE);
    const missing = await notApplied(client, migrations);
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.id);
  } finally {
    await client.end();
  }
}

function digestOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql.trim()).digest('hex');
}

function refuseDoubles(migrations: readonly Migration[]): void {
  const seen = new Set<string>();
  for (const { id } of migrations) {
    if (seen.has(id)) throw new TypeError(`migration ${id} is listed twice`);
    seen.add(id);
  }
}

async function notApplied(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ id: string; digest: string }>('select id, digest from kit.migrations');
  const applied = new Map(rows.map((row) => [row.id, row.digest]));
  for (const migration of migrations) {
    const digest = applied.get(migration.id);
    if (digest !== undefined && digest !== digestOf(migration)) throw new MigrationChanged(migration.id);
  }
  return migrations.filter((migration) => !applied.has(migration.id));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into kit.migrations (id, digest) values ($1, $2)', [migration.id, digestOf(migration)]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.id} failed`, { cause: error });
  }
}
