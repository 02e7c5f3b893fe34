import { setTimeout as pause } from 'node:timers/promises';
import { assertSameHistory, HistoryLost, PositionUnknown, type EventStore } from '@motcua/event-store';
import type { Progress } from '../consuming/feed-ledger.js';
import type { OffsetRange, TopicHeads } from './kafka-feed-heads.js';
import type { HeardFact } from './kafka-feed-record.js';

/** How often a fact is asked for that the store does not show: a member of its cluster may be a little behind the others. */
const ASKED = 5;

/**
 * Whether store and topic are still those that a consumer's places belong to: a topic may have been made anew, and either may have
 * come back from a backup. Once they are not, the consumer stands still until its process is started anew.
 */
export class SameHistory {
  private found: HistoryLost | undefined;
  private isAhead = false;

  constructor(
    private readonly store: EventStore,
    private readonly heads: Pick<TopicHeads, 'ask' | 'ranges'>,
    private readonly topic: string,
    private readonly againMs = 1_000,
  ) {}

  /** What was found out; undefined while all is well. */
  get lost(): HistoryLost['reason'] | undefined {
    return this.found?.reason;
  }

  /** The topic, when it was found to tell facts that the store does not hold. */
  get toMakeAnew(): string | undefined {
    return this.isAhead ? this.topic : undefined;
  }

  /**
   * Call before a partition is read from `next`.
   *
   * @throws {HistoryLost}
   * @throws {Error} of kafkajs or of the store, when one of them does not answer
   */
  async assert(partition: number, next: bigint, progress: Progress | undefined): Promise<void> {
    if (this.found !== undefined) throw this.found;
    try {
      if (progress !== undefined) await assertSameHistory(this.store, progress.position, progress.anchor);
      // twice, because the first answer may be to a question older than `next`
      if ((await this.endsBefore(partition, next)) && (await this.endsBefore(partition, next)))
        throw new HistoryLost('checkpoint-beyond-head');
    } catch (error) {
      if (error instanceof HistoryLost) this.found = error;
      if (error instanceof PositionUnknown) this.found = new HistoryLost('checkpoint-beyond-head');
      throw error;
    }
  }

  /** What the topic retains of the partition. @throws {Error} of kafkajs, when no broker answers */
  async retained(partition: number): Promise<OffsetRange> {
    return (await this.heads.ranges(this.topic)).get(partition) ?? { low: 0n, high: 0n };
  }

  /**
   * Call with the last fact of a partition before it is read. Facts get to a topic only from the store, in its order: one that the
   * store does not hold means that the store, or the topic, is of another day.
   *
   * @throws {HistoryLost} `history-changed`
   * @throws {StoreUnavailable}
   */
  async assertStored(fact: HeardFact): Promise<void> {
    if (await this.isStored(fact)) return;
    this.isAhead = true;
    this.found = new HistoryLost('history-changed');
    throw this.found;
  }

  /** Call with whatever ended the reading of a partition: its records may have told of another history. */
  noteFault(error: unknown): void {
    if (error instanceof HistoryLost) this.found = error;
  }

  private async isStored({ dossierId, event }: HeardFact): Promise<boolean> {
    for (let asked = 1; asked <= ASKED; asked += 1) {
      if (asked > 1) await pause(this.againMs);
      const [found] = await this.store.read(`dossier-${dossierId}`, event.dossierVersion);
      // an id may come again, when a client repeats its request to a restored store; the moment does not
      if (found !== undefined) return found.id === event.id && found.meta.recordedAt === event.recordedAt;
    }
    return false;
  }

  private async endsBefore(partition: number, next: bigint): Promise<boolean> {
    const end = (await this.heads.ask(this.topic)).get(partition);
    return end !== undefined && end < next;
  }
}
