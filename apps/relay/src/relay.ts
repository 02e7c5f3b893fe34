import type { EventStore, Position } from '@motcua/event-store';
import { readCheckpoint } from '@motcua/event-store/postgres';
import type { EventPublisher } from '@motcua/messaging';
import { Lease } from '@motcua/messaging/embedded';
import type { Pool } from 'pg';
import { RELAY } from './relay-progress.js';
import { RelayRun } from './relay-run.js';

export interface RelayParts {
  readonly store: EventStore;
  /** Where lease, checkpoint and the topics' partitions are kept. */
  readonly pool: Pool;
  readonly publisher: EventPublisher;
  readonly topics: { readonly lifecycle: string; readonly snapshot: string };
  /** `ce_source`: `/motcua/<level-1 unit code>/dossiers`. */
  readonly source: string;
  /** Events that may be on their way to the broker at once. */
  readonly window: number;
  /** How long a stopped process keeps the lease; default 10 s. */
  readonly leaseTtlMs?: number;
  readonly onPublished: (topic: string) => void;
  /** Told of everything that stops it for a while. */
  readonly onTrouble: (error: unknown) => void;
}

export interface RelayState {
  /** False for the warm spare. */
  readonly active: boolean;
  /** Events of the store that the broker has not acknowledged yet. */
  readonly behind: number;
  /** How long we have seen the position, ours or that of the active relay, stand still in front of events. */
  readonly frozenForMs: number;
}

/** Store to Kafka: every fact of every dossier, in order, none missing. One process at a time; the others are warm spares. */
export class Relay {
  private readonly stopping = new AbortController();
  private leading: Promise<void> | undefined;
  private current: RelayRun | undefined;
  private seen: { readonly position: Position; readonly at: number } | undefined;

  constructor(private readonly parts: RelayParts) {}

  start(): void {
    const { pool, leaseTtlMs: ttlMs, onTrouble } = this.parts;
    const lease = new Lease(pool, RELAY, { ...(ttlMs === undefined ? {} : { ttlMs }), onTrouble });
    const stop = this.stopping.signal;
    this.leading = lease.run(async (grant) => {
      const run = new RelayRun(this.parts, grant, stop);
      this.current = run;
      await run.run().finally(() => (this.current = undefined));
    }, stop);
  }

  /** Waits for what is on its way, saves how far it came, and lets the spare go on. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.leading;
  }

  /** @throws {StoreUnavailable} */
  async state(): Promise<RelayState> {
    const { store, pool } = this.parts;
    const active = this.current !== undefined;
    const position = this.current?.position ?? (await readCheckpoint(pool, RELAY));
    const behind = Math.max(0, store.distance(position, await store.head()));
    return { active, behind, frozenForMs: this.frozen(position, behind) };
  }

  /** Also where no turn gets under way: a relay that is refused its topics must not look like a healthy spare. */
  private frozen(position: Position, behind: number): number {
    const now = performance.now();
    if (behind === 0) this.seen = undefined;
    else if (this.seen?.position !== position) this.seen = { position, at: now };
    return this.seen === undefined ? 0 : now - this.seen.at;
  }
}
