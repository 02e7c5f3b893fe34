import { assertSameHistory, HistoryLost, PositionUnknown, type EventStore } from '@motcua/event-store';
import type { Progress } from '../consuming/feed-ledger.js';
import type { TopicHeads } from './kafka-feed-heads.js';

/**
 * Whether store and topic are still those that a consumer's places belong to: a topic may have been made anew, and either may have
 * come back from a backup. Once they are not, the consumer stands still until its process is started anew.
 */
export class SameHistory {
  private found: HistoryLost | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly heads: Pick<TopicHeads, 'ask'>,
    private readonly topic: string,
  ) {}

  /** What was found out; undefined while all is well. */
  get lost(): HistoryLost['reason'] | undefined {
    return this.found?.reason;
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

  /** Call with whatever ended the reading of a partition: its records may have told of another history. */
  noteFault(error: unknown): void {
    if (error instanceof HistoryLost) this.found = error;
  }

  private async endsBefore(partition: number, next: bigint): Promise<boolean> {
    const end = (await this.heads.ask(this.topic)).get(partition);
    return end !== undefined && end < next;
  }
}
