import { sql, type Kysely, type QueryExecutorProvider } from 'kysely';
import type { Clock } from '../clock.js';

/** A wish to be called at a business time; unique by (owner, kind, key). */
export interface Timer {
  /** e.g. `dossier-overdue`. */
  readonly kind: string;
  /** What it is about, e.g. the dossier's id. */
  readonly key: string;
  /** ISO 8601 UTC, business time. */
  readonly dueAt: string;
  /** Small JSON; no personal data. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface DueTimer extends Timer {
  /** 1 for the first try. */
  readonly attempt: number;
}

/** A timer as operators see it. */
export interface PendingTimer extends Timer {
  readonly attempts: number;
  readonly lastError: string | undefined;
}

/** Any kysely instance or transaction: what is set inside a transaction is kept or lost with it. */
export type TimerExecutor = QueryExecutorProvider;

/**
 * Durable timers of one app (`kit.timers`). They run by the `Clock` port's time, survive restarts, and may be run by several
 * instances at once: each due timer is claimed by one of them, and claimed anew when that one dies.
 */
export class Timers {
  constructor(
    private readonly database: Kysely<unknown>,
    private readonly clock: Clock,
    /** The app the timers belong to, e.g. `desk`. */
    readonly owner: string,
  ) {}

  /** Sets the timer, or moves it when it is there already; its tries start anew. */
  async set(timer: Timer, executor: TimerExecutor = this.database): Promise<void> {
    await sql`
      INSERT INTO kit.timers (owner, kind, key, due_at, next_at, payload)
      VALUES (${this.owner}, ${timer.kind}, ${timer.key}, ${timer.dueAt}, ${timer.dueAt}, ${JSON.stringify(timer.payload)}::jsonb)
      ON CONFLICT (owner, kind, key) DO UPDATE
      SET due_at = excluded.due_at, next_at = excluded.next_at, payload = excluded.payload,
          attempts = 0, last_error = NULL, locked_until = NULL, revision = kit.timers.revision + 1`.execute(executor);
  }

  /** @returns false when there was no such timer */
  async cancel(kind: string, key: string, executor: TimerExecutor = this.database): Promise<boolean> {
    const gone = await sql`
      DELETE FROM kit.timers WHERE owner = ${this.owner} AND kind = ${kind} AND key = ${key}`.execute(executor);
    return gone.numAffectedRows === 1n;
  }

  /** All timers of a kind, the next one first. */
  async pending(kind: string): Promise<PendingTimer[]> {
    const found = await sql<PendingRow>`
      SELECT kind, key, due_at, payload, attempts, last_error FROM kit.timers
      WHERE owner = ${this.owner} AND kind = ${kind} ORDER BY next_at, key`.execute(this.database);
    return found.rows.map((row) => ({
      kind: row.kind,
      key: row.key,
      dueAt: row.due_at.toISOString(),
      payload: row.payload,
      attempts: row.attempts,
      lastError: row.last_error ?? undefined,
    }));
  }
}

interface PendingRow {
  kind: string;
  key: string;
  due_at: Date;
  payload: Record<string, unknown>;
  attempts: number;
  last_error: string | null;
}
