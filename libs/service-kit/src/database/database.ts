import { Socket } from 'node:net';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

import type { Migration } from './migration.js';

export interface DatabaseOptions {
  /** `postgres://...` of the application role. */
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Default 10. */
  readonly maxConnections?: number;
  /** A statement that runs longer is cancelled; default 30 s. */
  readonly statementTimeoutMs?: number;
}

/** How much longer than its longest statement a server may be silent before its line counts as dead. */
const SILENCE_MS = 5_000;

/** The application role's connections to PostgreSQL, shared by everything in one process but the event store. */
export class Database {
  readonly pool: pg.Pool;

  constructor(options: DatabaseOptions) {
    const statementTimeoutMs = options.statementTimeoutMs ?? 30_000;
    this.pool = new pg.Pool({
      connectionString: options.url,
      stream: () => impatientSocket(statementTimeoutMs + SILENCE_MS),
      keepAlive: true,
      application_name: options.applicationName,
      max: options.maxConnections ?? 10,
      connectionTimeoutMillis: 5_000,
      statement_timeout: statementTimeoutMs,
      // A process that stands still inside a transaction would hold its lease and its rows against the one that takes over.
      idle_in_transaction_session_timeout: 10_000,
      allowExitOnIdle: true,
    });
    // A broken idle connection is replaced at the next use; without a listener it would end the process.
    this.pool.on('error', () => undefined);
    // The same for one that breaks in somebody's hands: his query fails, and the second report of it is swallowed here.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Typed queries whose unqualified tables stand in `schema`. It shares the pool: never destroy it. */
  kysely<Tables>(schema: string): Kysely<Tables> {
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: this.pool }) }).withSchema(schema);
  }

  /** @throws when the server does not answer */
  async ping(): Promise<void> {
    await this.pool.query('select 1');
  }

  /** The ids of `wanted` that this database does not have yet, in order. */
  async missing(wanted: readonly Migration[]): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>('select id from kit.migrations');
    const applied = new Set(rows.map((row) => row.id));
    return wanted.map((migration) => migration.id).filter((id) => !applied.has(id));
  }

  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}

/**
 * A network that was cut may leave connections behind that nobody ever resets: the server is gone from the other end, and who
 * waits for its answer waits as long as the kernel likes, a quarter of an hour or for ever.
 */
function impatientSocket(ms: number): Socket {
  const socket = new Socket();
  socket.setTimeout(ms, () => {
    socket.destroy(Object.assign(new Error(`the database was silent for ${ms} ms`), { code: 'ETIMEDOUT' }));
  });
  return socket;
}
