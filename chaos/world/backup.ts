import { randomBytes } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import pg from 'pg';
import type { ChaosDatabase } from './database.ts';

/** What an installation may get back from different days. `checkpoints` = whatever is neither log nor keys, read models among it. */
export type Part = 'log' | 'keys' | 'checkpoints';

const PART_OF = `CASE table_schema WHEN 'store' THEN 'log' WHEN 'keys' THEN 'keys' ELSE 'checkpoints' END`;

interface Table {
  readonly schema: string;
  readonly name: string;
  /** Without those that the server fills by itself. */
  readonly columns: string;
  readonly part: Part;
}

/** A copy of every table as of one moment, taken while everything runs, as `pg_dump` does it; and of the key file. */
export class Backup {
  readonly keyFile: string;
  private readonly name: string;
  private readonly tables: readonly Table[];

  private constructor(name: string, keyFile: string, tables: readonly Table[]) {
    this.name = name;
    this.keyFile = keyFile;
    this.tables = tables;
  }

  /** @param name of the schema that the copies lie in */
  static async take(name: string, { ownerUrl }: ChaosDatabase, keyFile: string): Promise<Backup> {
    const copied = `${keyFile}.${name}`;
    copyFileSync(keyFile, copied);
    return within(ownerUrl, async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      const { rows } = await client.query<Table>(
        `SELECT table_schema AS schema, table_name AS name, ${PART_OF} AS part,
           string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FILTER (WHERE is_generated = 'NEVER') AS columns
         FROM information_schema.tables JOIN information_schema.columns USING (table_schema, table_name)
         WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') GROUP BY 1, 2`,
      );
      await client.query(`CREATE SCHEMA ${name}`);
      for (const table of rows)
        await client.query(`CREATE TABLE ${copyOf(name, table)} AS SELECT ${table.columns} FROM ${original(table)}`);
      await client.query('COMMIT');
      return new Backup(name, copied, rows);
    });
  }

  /** Puts these parts back over what is there. Nobody may be connected who would notice. */
  restore({ ownerUrl }: ChaosDatabase, parts: readonly Part[]): Promise<void> {
    return within(ownerUrl, async (client) => {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica'); // a restore asks no trigger
      for (const table of this.tables.filter(({ part }) => parts.includes(part))) {
        await client.query(`DELETE FROM ${original(table)}`);
        await client.query(
          `INSERT INTO ${original(table)} (${table.columns}) OVERRIDING SYSTEM VALUE
           SELECT ${table.columns} FROM ${copyOf(this.name, table)}`,
        );
      }
      await client.query('COMMIT');
    });
  }
}

/** A second installation on the same server with everything that the first one has now. Nobody may be connected to that one. */
export async function cloned({ ownerUrl, appUrl }: ChaosDatabase): Promise<ChaosDatabase> {
  const name = `restored_${randomBytes(4).toString('hex')}`;
  const server = withDatabase(ownerUrl, 'postgres');
  const from = new URL(ownerUrl).pathname.slice(1);
  await within(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`));
  return { ownerUrl: withDatabase(ownerUrl, name), appUrl: withDatabase(appUrl, name) };
}

/** Where everything stood before the first service started, for the auditor. */
export function noteWhatCameBack({ ownerUrl }: ChaosDatabase): Promise<void> {
  return within(ownerUrl, async (client) => {
    await client.query('CREATE SCHEMA restored');
    await client.query('CREATE TABLE restored.checkpoints AS TABLE kit.checkpoints');
    await client.query('CREATE TABLE restored.inbox AS TABLE kit.feed_inbox');
    await client.query('CREATE TABLE restored.keys AS TABLE keys.data_keys');
    await client.query('CREATE TABLE restored.head AS SELECT max(position) AS position FROM store.events');
  });
}

async function within<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

function original({ schema, name }: Table): string {
  return `"${schema}"."${name}"`;
}

function copyOf(backup: string, { schema, name }: Table): string {
  return `"${backup}"."${schema}.${name}"`;
}
