import type { Anchor, Position } from '@motcua/event-store';
import type { ParkedFact, QuarantinedRecord } from '../feed.js';
import type { Grant } from './lease.js';

/** The error of a fact that was never tried, because an earlier one of its dossier is parked. */
export const BEHIND_PARKED = 'BehindParked';

/** The relay is remembered like a consumer that follows the store, and handles facts by publishing them. */
export const RELAY = 'relay';

export interface Progress {
  readonly position: Position;
  /** Facts up to here were there before the consumer's first start. */
  readonly replayUntil: Position;
  /** A fact that was handled; undefined before the first. */
  readonly anchor?: Anchor | undefined;
}

/** What is saved in one step: facts that were handled, and how far everything is settled. */
export interface ProgressStep {
  readonly from: string;
  readonly to: string;
  readonly handled: readonly HandledFact[];
  /** The last fact that was settled; undefined = keep the one there is. */
  readonly anchor?: Anchor | undefined;
  /** Of a partition: the last record before `to` that could be read; undefined = keep the one there is. */
  readonly record?: RecordMark | undefined;
}

/** A record of a partition: one that is made anew, or comes back from a backup, holds another one there, or none. */
export interface RecordMark {
  readonly offset: string;
  readonly dossierId: string;
  readonly version: number;
  /** Of the event. */
  readonly id: string;
}

export interface HandledFact {
  readonly dossierId: string;
  readonly version: number;
}

export interface FactToPark extends HandledFact {
  readonly eventType: string;
  readonly errorName: string;
  readonly errorCode: string | undefined;
  readonly attempts: number;
}

/** Where a consumer stands in a partition of a topic. */
export interface PartitionProgress {
  /** Offset of the first record that is not settled. */
  readonly next: string;
  /** Records below this offset may be older than the consumer's first start. */
  readonly historyUntil: string;
  /** The last record before `next` that could be read; undefined before the first. */
  readonly last?: RecordMark | undefined;
}

export interface PartitionPlace {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
}

/** By which of the two feeds a consumer is served: as a whole from the store, or partition by partition from a topic. */
export type Way = 'store' | 'partitions';

/** A process of the other feed serves the consumer: two ways at once would handle facts twice. It is tried again. */
export class OtherFeedAtWork extends Error {
  override readonly name = 'OtherFeedAtWork';

  constructor(consumer: string, way: Way) {
    super(`${consumer} is still served from ${way === 'store' ? 'the event store' : 'a topic'} by another process`);
  }
}

/** Call under a grant of one's own: then of two who begin at once one sees the other. @throws {OtherFeedAtWork} */
export async function assertNobodyComesFrom(ledger: FeedLedger, consumer: string, way: Way): Promise<void> {
  if (await ledger.isServedFrom(consumer, way)) throw new OtherFeedAtWork(consumer, way);
}

/** The name of the partition's lease and of its checkpoint. */
export function placeName({ consumer, topic, partition }: PartitionPlace): string {
  return `${consumer}@${topic}/${partition}`;
}

/**
 * What a feed remembers of its consumers. Writes under a grant are refused with `Fenced` when another process holds the consumer
 * by now.
 */
export interface FeedLedger {
  /**
   * Calls `work` whenever this process is the active one for the consumer (or for one of its partitions, by `placeName`), until
   * `stop` aborts.
   */
  lead(name: string, work: (grant: Grant) => Promise<void>, stop: AbortSignal): Promise<void>;

  /** Whether any process is the active one for the consumer as a whole (`store`), or for any partition. */
  isServedFrom(consumer: string, way: Way): Promise<boolean>;

  /** The consumer's progress; `first` is kept when there is none yet. */
  open(consumer: string, first: Progress): Promise<Progress>;
  progress(consumer: string): Promise<Progress | undefined>;

  /** Keeps what is remembered of a partition already. */
  openPartitions(first: readonly (PartitionPlace & PartitionProgress)[]): Promise<void>;
  /** Undefined for a partition that was never opened. */
  partition(place: PartitionPlace): Promise<PartitionProgress | undefined>;

  /** The highest version handled of each of these dossiers; dossiers without one are left out. */
  handled(consumer: string, dossierIds: readonly string[]): Promise<Map<string, number>>;

  /** Remembers handled facts and moves the checkpoint of whatever the grant is for, both or neither. */
  save(consumer: string, grant: Grant, step: ProgressStep): Promise<void>;

  /** Keeps the row that is there already. */
  park(consumer: string, grant: Grant, fact: FactToPark): Promise<void>;
  /** The first fact of the dossier failed again: the whole dossier waits for the next redrive. */
  parkAgain(consumer: string, grant: Grant, fact: FactToPark): Promise<void>;
  /** A parked fact was handled after all. */
  unpark(consumer: string, grant: Grant, fact: HandledFact): Promise<void>;

  /** In the order in which the facts come back. */
  parked(consumer: string, dossierId?: string): Promise<ParkedFact[]>;
  parkedDossiers(consumer: string): Promise<string[]>;
  askRedrive(consumer: string, dossierId?: string): Promise<number>;
  /** Dossiers whose first parked fact was asked for, or stands alone behind facts that came back. */
  dossiersToRedrive(consumer: string): Promise<string[]>;

  /** Keeps the entry that is there already. */
  quarantine(grant: Grant, record: Omit<QuarantinedRecord, 'foundAt'>): Promise<void>;
  /** Oldest first. */
  quarantined(consumer: string): Promise<QuarantinedRecord[]>;
}
