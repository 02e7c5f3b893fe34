import { setTimeout as pause } from 'node:timers/promises';
import { EventStore } from '@motcua/event-store';
import { type Clock, Database, type RunningApp } from '@motcua/service-kit';

const lookEveryMs = 10;
const patienceMs = 20_000;

/** Tells when a moment of the stepped clock is over: every fact was told to everybody, and nothing is due any more. */
export class Quiet {
  private readonly store: EventStore;
  private readonly database: Database;

  constructor(
    private readonly app: RunningApp,
    private readonly clock: Clock,
  ) {
    this.store = app.app.get(EventStore);
    this.database = app.app.get(Database);
  }

  /** @returns false when something was still going on after twenty seconds */
  async wait(): Promise<boolean> {
    const until = performance.now() + patienceMs;
    while (!(await this.isQuiet())) {
      if (performance.now() > until) return false;
      await pause(lookEveryMs);
    }
    return true;
  }

  /** Changes when anything was stored. */
  head(): Promise<string> {
    return this.store.head();
  }

  /** @returns the next moment at which something falls due by itself */
  async nextDue(): Promise<string | undefined> {
    const { rows } = await this.database.pool.query<{ next: Date | null }>(
      'SELECT min(next_at) AS next FROM kit.timers',
    );
    return rows[0]?.next?.toISOString();
  }

  /**
   * Timers set facts off, and facts set timers, so both are looked at twice: no timer is due or running, no consumer is behind, and
   * neither changed while this was found out.
   */
  private async isQuiet(): Promise<boolean> {
    if (await this.hasDueTimers()) return false;
    const before = await this.store.head();
    const states = await this.app.consumerStates();
    if (states.some(({ behind }) => behind > 0)) return false;
    return (await this.store.head()) === before && !(await this.hasDueTimers());
  }

  private async hasDueTimers(): Promise<boolean> {
    const due = 'SELECT 1 FROM kit.timers WHERE next_at <= $1 OR locked_until > clock_timestamp() LIMIT 1';
    return (await this.database.pool.query(due, [this.clock.now()])).rows.length > 0;
  }
}
