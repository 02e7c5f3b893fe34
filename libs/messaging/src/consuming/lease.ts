import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { joinLeaseConnection, type LeaseConnection } from './lease-connection.js';

/** The right to be the active one, for as long as `signal` has not aborted. */
export interface Grant {
  readonly name: string;
  /** Grows with every change of hands; writes that check it are fenced against a former holder. */
  readonly token: string;
  /** Aborts when the lease is lost: stop at once, somebody else is at work. */
  readonly signal: AbortSignal;
}

export interface LeaseOptions {
  /** How long a holder that does not answer keeps the lease; default 10 s. A holder whose connection is gone loses it at once. */
  readonly ttlMs?: number;
  /** Told of trouble that the lease gets over by itself. */
  readonly onTrouble?: (error: unknown) => void;
}

/** A former holder tried to write. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

const acquireSql = `
  INSERT INTO kit.leases AS l (name, token, holder_pid, holder_start, expires_at)
  SELECT $1, 1, pid, backend_start, clock_timestamp() + $2 * interval '1 ms' FROM pg_stat_activity WHERE pid = pg_backend_pid()
  ON CONFLICT (name) DO UPDATE
  SET token = l.token + 1, holder_pid = excluded.holder_pid, holder_start = excluded.holder_start, expires_at = excluded.expires_at
  WHERE l.expires_at < clock_timestamp() OR NOT EXISTS (
    SELECT FROM pg_stat_activity a WHERE a.pid = l.holder_pid AND coalesce(a.backend_start, l.holder_start) = l.holder_start)
  RETURNING token`;

const renewSql = `
  UPDATE kit.leases l
  SET expires_at = clock_timestamp() + $3 * interval '1 ms', holder_pid = a.pid, holder_start = a.backend_start
  FROM pg_stat_activity a WHERE a.pid = pg_backend_pid() AND l.name = $1 AND l.token = $2`;

const heldSql = `
  SELECT FROM kit.leases l WHERE (l.name = $1 OR $2::text IS NOT NULL AND starts_with(l.name, $2)) AND l.expires_at >= clock_timestamp()
  AND EXISTS (
    SELECT FROM pg_stat_activity a WHERE a.pid = l.holder_pid AND coalesce(a.backend_start, l.holder_start) = l.holder_start)
  LIMIT 1`;

const releaseSql = `UPDATE kit.leases SET expires_at = '-infinity' WHERE name = $1 AND token = $2`;

/**
 * One active, others warm spares. The lease is a row with an expiry in the database's time; it also ends when the holder's
 * connection is gone, so a killed process is replaced at once and a stopped one (SIGSTOP) after `ttlMs`.
 */
export class Lease {
  private readonly ttlMs: number;

  constructor(
    private readonly pool: Pool,
    readonly name: string,
    private readonly options: LeaseOptions = {},
  ) {
    this.ttlMs = options.ttlMs ?? 10_000;
  }

  /**
   * Calls `work` each time the lease is ours, until `stop` aborts. On `stop` the work is expected to end by itself and keeps the
   * lease until then; when it fails, the lease is given up, and sought again after a pause.
   */
  async run(work: (grant: Grant) => Promise<void>, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        await this.serve(work, stop);
      } catch (error) {
        if (!stop.aborted) this.options.onTrouble?.(error);
      }
      await nap(Math.min(1_000, this.ttlMs / 4), stop);
    }
  }

  /** Waits for the lease and works under it; ends after one turn or when the connection breaks. */
  private async serve(work: (grant: Grant) => Promise<void>, stop: AbortSignal): Promise<void> {
    const connection = await joinLeaseConnection(this.pool, this.ttlMs);
    const { broken } = connection;
    try {
      while (!stop.aborted && !broken.aborted) {
        const asked = performance.now();
        const token = await this.acquire(connection);
        if (token !== undefined) return await this.hold(connection, token, asked, work);
        await nap(this.ttlMs / 4, stop);
      }
    } finally {
      connection.leave();
    }
  }

  private async acquire({ query }: LeaseConnection): Promise<string | undefined> {
    const { rows } = await query<{ token: string }>(acquireSql, [this.name, this.ttlMs]);
    return rows[0]?.token;
  }

  private async hold(
    connection: LeaseConnection,
    token: string,
    asked: number,
    work: (grant: Grant) => Promise<void>,
  ): Promise<void> {
    const lost = new AbortController();
    const over = new AbortController();
    const renewing = this.renew(connection, token, asked, over.signal).finally(() => lost.abort());
    try {
      await work({ name: this.name, token, signal: lost.signal });
    } finally {
      over.abort();
      await renewing;
      await connection.query(releaseSql, [this.name, token]).catch(() => undefined); // it runs out by itself
    }
  }

  /** Ends when the lease is lost or `over` aborts. Our own clock counts from before the question, so it never runs longer. */
  private async renew(connection: LeaseConnection, token: string, asked: number, over: AbortSignal): Promise<void> {
    const end = AbortSignal.any([over, connection.broken]);
    let sure = asked + this.ttlMs;
    while (performance.now() < sure) {
      await nap(this.ttlMs / 3, end);
      if (end.aborted) return;
      const before = performance.now();
      const late = Math.max(0, sure - before);
      const renewed = await Promise.race([this.tryRenew(connection, token), nap(late, end).then(() => 0)]);
      if (renewed !== 1) return;
      sure = before + this.ttlMs;
    }
  }

  private async tryRenew({ query }: LeaseConnection, token: string): Promise<number> {
    try {
      return (await query(renewSql, [this.name, token, this.ttlMs])).rowCount ?? 0;
    } catch {
      return 0; // the connection is gone, and the lease with it
    }
  }
}

/** Call inside a transaction: refuses a former holder and keeps the lease from changing hands before the commit. */
export async function assertHeld(client: PoolClient, grant: Grant): Promise<void> {
  const held = await client.query('SELECT FROM kit.leases WHERE name = $1 AND token = $2 FOR SHARE', [
    grant.name,
    grant.token,
  ]);
  if (held.rowCount !== 1) throw new Fenced(`${grant.name} has another holder`);
}

/** Whether anybody holds the lease of this name, or one whose name begins so. */
export async function isHeld(pool: Pool, { name, prefix }: { name?: string; prefix?: string }): Promise<boolean> {
  return (await pool.query(heldSql, [name ?? null, prefix ?? null])).rowCount === 1;
}

async function nap(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
