import type { EventStore, Position } from '@motcua/event-store';
import type { Consumer, Delivery } from '../feed.js';
import type { FeedLedger, RecordMark } from './feed-ledger.js';
import type { Grant } from './lease.js';
import type { ParkingJournal } from './parking-journal.js';
import type { Slots } from './slots.js';
import type { RetryPolicy } from './trouble.js';

/** What every run of a consumer works with. */
export interface RunParts {
  readonly store: EventStore;
  readonly ledger: FeedLedger;
  readonly journal: ParkingJournal;
  readonly consumer: Consumer;
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly retry: RetryPolicy;
  /** Facts read ahead of the checkpoint at most. */
  readonly window: number;
  readonly redrivePollMs: number;
}

/** One term of it. */
export interface RunStart {
  /** Where the checkpoint stands: a position of the store, or the next offset of a partition. */
  readonly position: string;
  /** What stands up to here in the store was there before the consumer's first start. */
  readonly replayUntil: Position;
  readonly grant: Grant;
  /** Aborts when the run is to end. */
  readonly stop: AbortSignal;
  /** Default: the consumer's concurrency, shared with nobody. */
  readonly slots?: Slots;
  /** Which dossiers are this run's; default all. */
  readonly owns?: (dossierId: string) => boolean;
  /** The last record before a place in a partition, to be kept beside that place. */
  readonly recordBefore?: (position: string) => RecordMark | undefined;
}
