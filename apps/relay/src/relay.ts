import { type EventStore, HistoryLost, type Position } from '@motcua/event-store';
import type { EventPublisher } from '@motcua/messaging';
import { type FeedLedger, type Grant, PlaceGuard, PostgresFeedLedger, RELAY } from '@motcua/messaging/embedded';
import type { Pool } from 'pg';
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
  /** Told of everything that stops it for a while; once of a history that is lost, which stops it until it is reset. */
  readonly onTrouble: (error: unknown) => void;
}

export interface RelayState {
  /** False for the warm spare. */
  readonly active: boolean;
  /** Events of the store that the broker has not acknowledged yet; says nothing while the history is lost. */
  readonly behind: number;
  /** How long we have seen the position, ours or that of the active relay, stand still in front of events. */
  readonly frozenForMs: number;
  /** Why nothing is published until the relay is reset: the store is not the one that its checkpoint belongs to. */
  readonly lost?: HistoryLost['reason'] | undefined;
}

/** Store to Kafka: every fact of every dossier, in order, none missing. One process at a time; the others are warm spares. */
export class Relay {
  private readonly stopping = new AbortController();
  private readonly ledger: FeedLedger;
  private readonly guard: PlaceGuard;
  private leading: Promise<void> | undefined;
  private current: RelayRun | undefined;
  private told: unknown;
  private seen: { readonly position: Position; readonly at: number } | undefined;

  constructor(private readonly parts: RelayParts) {
    const { store, pool, leaseTtlMs: ttlMs } = parts;
    const onTrouble = (error: unknown) => this.tell(error);
    this.ledger = new PostgresFeedLedger(pool, { ...(ttlMs === undefined ? {} : { ttlMs }), onTrouble });
    this.guard = new PlaceGuard(store);
  }

  start(): void {
    this.leading = this.ledger.lead(RELAY, (grant) => this.serve(grant), this.stopping.signal);
  }

  /** Waits for what is on its way, saves how far it came, and lets the spare go on. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.leading;
  }

  /** @throws {StoreUnavailable} */
  async state(): Promise<RelayState> {
    const { store } = this.parts;
    const active = this.current !== undefined;
    const progress = await this.ledger.progress(RELAY);
    const position = this.current?.position ?? progress?.position ?? store.start;
    const behind = Math.max(0, store.distance(position, await store.head()));
    const lost = active ? undefined : this.guard.lostAt(progress);
    return { active, behind, frozenForMs: this.frozen(position, behind), ...(lost && { lost }) };
  }

  private async serve(grant: Grant): Promise<void> {
    const { store } = this.parts;
    const first = { position: store.start, replayUntil: store.start };
    const progress = await this.ledger.open(RELAY, first);
    await this.guard.assert(progress);
    const { position } = progress;
    this.current = new RelayRun(this.parts, { ledger: this.ledger, grant, position, stop: this.stopping.signal });
    try {
      await this.current.run();
    } catch (error) {
      this.guard.noteFault(error);
      throw error;
    } finally {
      this.current = undefined;
    }
  }

  private tell(error: unknown): void {
    if (error instanceof HistoryLost && error === this.told) return;
    this.told = error;
    this.parts.onTrouble(error);
  }

  /** Also where no turn gets under way: a relay that is refused its topics must not look like a healthy spare. */
  private frozen(position: Position, behind: number): number {
    const now = performance.now();
    if (behind === 0) this.seen = undefined;
    else if (this.seen?.position !== position) this.seen = { position, at: now };
    return this.seen === undefined ? 0 : now - this.seen.at;
  }
}
