import { sql, type Kysely } from 'kysely';
import type { Clock } from '../clock.js';
import type { Health } from '../management/health.js';
import type { Metrics } from '../management/metrics.js';

/** Real time after which a due timer that nobody takes means that nothing is being done any more. */
const stuckMs = 120_000;
/** Tries after which a timer counts as failing: about an hour of business time. */
export const manyTries = 12;

export interface TimerWatchParts {
  readonly database: Kysely<unknown>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly health: Health;
  /** Process clock, ms; default `performance.now`. */
  readonly monotonic?: () => number;
}

interface Seen {
  /** The oldest due timer as it stands: taking it or setting it anew makes it another one. */
  readonly due: string | null;
  readonly late_ms: number | null;
  readonly failing: number;
}

/**
 * How an app's timers are: not ready when nobody takes what is due; measures how late the oldest is, and how many fail again and
 * again (an outside system that is away makes them fail too, so that alone is no reason to be not ready).
 */
export class TimerWatch {
  private oldest: { readonly timer: string; readonly sinceMs: number } | undefined;
  private readonly monotonic: () => number;

  constructor(
    private readonly owner: string,
    private readonly parts: TimerWatchParts,
  ) {
    this.monotonic = parts.monotonic ?? (() => performance.now());
    parts.health.add(`timers:${owner}`, () => {
      const ageMs = this.oldest === undefined ? 0 : this.monotonic() - this.oldest.sinceMs;
      return Promise.resolve({ ok: ageMs < stuckMs, detail: `oldest due ${Math.round(ageMs / 1000)} s` });
    });
  }

  async look(): Promise<void> {
    const { database, clock, metrics } = this.parts;
    const now = clock.now();
    const { rows } = await sql<Seen>`
      SELECT (array_agg(concat_ws(' ', kind, key, revision, attempts) ORDER BY next_at, kind, key)
               FILTER (WHERE next_at <= ${now}::timestamptz))[1] AS due,
             (extract(epoch FROM ${now}::timestamptz - min(next_at)) * 1000)::float8 AS late_ms,
             count(*) FILTER (WHERE attempts >= ${manyTries})::int AS failing
      FROM kit.timers WHERE owner = ${this.owner} AND (next_at <= ${now}::timestamptz OR attempts >= ${manyTries})`.execute(
      database,
    );
    const { due, late_ms: lateMs, failing } = rows[0]!;
    if (due === null) this.oldest = undefined;
    else if (due !== this.oldest?.timer) this.oldest = { timer: due, sinceMs: this.monotonic() };
    metrics.timerOldestDue.set({ app: this.owner }, Math.max(0, lateMs ?? 0) / 1000);
    metrics.timersFailing.set({ app: this.owner }, failing);
  }
}
