import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '@motcua/event-store';
import type { Database } from '@motcua/service-kit';

const lookEveryMs = 10;
const patienceMs = 20_000;

export interface QuietParts {
  readonly store: EventStore;
  readonly pool: Database['pool'];
  /** Business time. */
  readonly now: () => string;
  /** Whether any consumer still has facts of the store before it. */
  readonly areBehind: () => Promise<boolean>;
}

/** Tells when a moment of the stepped clock is over: every fact was told to everybody, and nothing is due any more. */
export class Quiet {
  constructor(private readonly parts: QuietParts) {}

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
    return this.parts.store.head();
  }

  /** @returns the next moment at which something falls due by itself */
  async nextDue(): Promise<string | undefined> {
    const { rows } = await this.parts.pool.query<{ next: Date | null }>('SELECT min(next_at) AS next FROM kit.timers');
    return rows[0]?.next?.toISOString();
  }

  /**
   * Timers set facts off, and facts set timers, so both are looked at twice: no timer is due or running, no consumer is behind, and
   * neither changed while this was found out.
   */
  private async isQuiet(): Promise<boolean> {
    if (await this.hasDueTimers()) return false;
    const before = await this.head();
    if (await this.parts.areBehind()) return false;
    return (await this.head()) === before && !(await this.hasDueTimers());
  }

  private async hasDueTimers(): Promise<boolean> {
    const due = 'SELECT 1 FROM kit.timers WHERE next_at <= $1 OR locked_until > clock_timestamp() LIMIT 1';
    return (await this.parts.pool.query(due, [this.parts.now()])).rows.length > 0;
  }
}
