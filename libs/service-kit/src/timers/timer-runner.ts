import { setTimeout as pause } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { Clock } from '../clock.js';
import type { DueTimer, Timers } from './timers.js';

export type TimerHandler = (timer: DueTimer) => Promise<void>;

export interface TimerRunnerOptions {
  /** How many timers are handled at once; default 8. */
  readonly concurrency?: number;
  /** Longest wait between two looks, real time; default 500 ms. */
  readonly pollMs?: number;
  /** A claim that its process does not renew is taken over after this real time; default 30,000 ms. */
  readonly claimMs?: number;
  /** Business time until the next try; default 1 s doubled up to 1 h. A timer is never given up. */
  readonly backOffMs?: (attempt: number) => number;
  readonly onTrouble?: (error: unknown, timer?: DueTimer) => void;
}

interface ClaimedRow {
  kind: string;
  key: string;
  due_at: Date;
  payload: Record<string, unknown>;
  attempts: number;
  revision: string;
}

const HOUR_MS = 3_600_000;

/** Calls the handlers of due timers. Any number of instances may run the timers of one owner. */
export class TimerRunner {
  private readonly stopping = new AbortController();
  private alarm = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private looping: Promise<void> | undefined;
  private unlisten: () => void = () => undefined;
  private readonly concurrency: number;
  private readonly claimMs: number;

  constructor(
    private readonly database: Kysely<unknown>,
    private readonly clock: Clock,
    private readonly timers: Timers,
    /** By kind; timers of other kinds are left alone. */
    private readonly handlers: Readonly<Record<string, TimerHandler>>,
    private readonly options: TimerRunnerOptions = {},
  ) {
    this.concurrency = options.concurrency ?? 8;
    this.claimMs = options.claimMs ?? 30_000;
  }

  start(): void {
    if (this.looping !== undefined) return;
    this.unlisten = this.clock.onMoved(() => this.wake());
    this.looping = this.loop();
  }

  /** Looks at once, e.g. because a timer was set for now. */
  wake(): void {
    this.alarm.abort();
  }

  /** Waits for running handlers. */
  async stop(): Promise<void> {
    this.unlisten();
    this.stopping.abort();
    this.wake();
    await this.looping;
    await Promise.all(this.running);
  }

  private async loop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.alarm = new AbortController();
      const full = await this.claimAndStart().catch((error: unknown) => {
        this.options.onTrouble?.(error);
        return false;
      });
      if (full) await Promise.race(this.running);
      else await pause(this.options.pollMs ?? 500, undefined, { signal: this.alarm.signal }).catch(() => undefined);
    }
  }

  /** @returns true when there may be more due timers than places */
  private async claimAndStart(): Promise<boolean> {
    const places = this.concurrency - this.running.size;
    const claimed = places > 0 ? await this.claim(places) : [];
    for (const row of claimed) {
      const handling = this.handle(row).finally(() => this.running.delete(handling));
      this.running.add(handling);
    }
    return this.running.size >= this.concurrency;
  }

  private async claim(limit: number): Promise<ClaimedRow[]> {
    const { rows } = await sql<ClaimedRow>`
      UPDATE kit.timers t
      SET locked_until = clock_timestamp() + ${this.claimMs} * interval '1 ms', attempts = attempts + 1
      FROM (
        SELECT owner, kind, key FROM kit.timers
        WHERE owner = ${this.timers.owner} AND kind = ANY (${Object.keys(this.handlers)})
          AND next_at <= ${this.clock.now()}::timestamptz
          AND (locked_until IS NULL OR locked_until < clock_timestamp())
        ORDER BY next_at, key LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ) due
      WHERE (t.owner, t.kind, t.key) = (due.owner, due.kind, due.key)
      RETURNING t.kind, t.key, t.due_at, t.payload, t.attempts, t.revision`.execute(this.database);
    return rows;
  }

  private async handle(row: ClaimedRow): Promise<void> {
    const { kind, key, payload, attempts: attempt } = row;
    const timer = { kind, key, dueAt: row.due_at.toISOString(), payload, attempt };
    const renewing = setInterval(() => void this.renew(row).catch(() => undefined), this.claimMs / 3);
    try {
      await this.handlers[kind]!(timer);
      await this.finish(row);
    } catch (error) {
      this.options.onTrouble?.(error, timer);
      await this.putOff(row, error).catch(() => undefined); // else the claim runs out and it is tried again
    } finally {
      clearInterval(renewing);
    }
  }

  /** Removes the timer, unless the handler or somebody else has set it anew meanwhile. */
  private async finish(row: ClaimedRow): Promise<void> {
    await sql`DELETE FROM kit.timers WHERE ${this.same(row)}`.execute(this.database);
  }

  private async putOff(row: ClaimedRow, error: unknown): Promise<void> {
    const backOff = this.options.backOffMs ?? ((attempt) => Math.min(HOUR_MS, 1_000 * 2 ** Math.min(attempt - 1, 20)));
    const next = new Date(Date.parse(this.clock.now()) + backOff(row.attempts)).toISOString();
    const name = error instanceof Error ? error.name : 'Error'; // its text may hold personal data
    await sql`
      UPDATE kit.timers SET next_at = ${next}::timestamptz, locked_until = NULL, last_error = ${name}
      WHERE ${this.same(row)}`.execute(this.database);
  }

  private async renew(row: ClaimedRow): Promise<void> {
    await sql`
      UPDATE kit.timers SET locked_until = clock_timestamp() + ${this.claimMs} * interval '1 ms'
      WHERE ${this.same(row)}`.execute(this.database);
  }

  /** The timer as it was claimed: neither set anew nor claimed by another instance. */
  private same(row: ClaimedRow) {
    return sql`owner = ${this.timers.owner} AND kind = ${row.kind} AND key = ${row.key}
      AND revision = ${row.revision} AND attempts = ${row.attempts}`;
  }
}
