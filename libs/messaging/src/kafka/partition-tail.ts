import type { OffsetRange } from './kafka-feed-heads.js';
import { heardRecord, type HeardFact, type TopicMessage } from './kafka-feed-record.js';

/** Records at the end of a partition among which the last fact is looked for; when none of them can be read, it is trusted. */
const LOOKED_AT = 5n;

/** The end of a partition, read once before a term begins. */
export class PartitionTail {
  /** Offset of the next record expected. */
  next: bigint;

  private readonly end: bigint;
  private last: HeardFact | undefined;
  private readonly all = Promise.withResolvers<void>();

  constructor({ low, high }: OffsetRange) {
    this.end = high;
    this.next = high - LOOKED_AT > low ? high - LOOKED_AT : low;
  }

  /** Nothing has to be read, or everything was. */
  get isHeard(): boolean {
    return this.next >= this.end;
  }

  accept(messages: readonly TopicMessage[]): void {
    for (const record of messages.map(heardRecord)) {
      if (record.event !== undefined) this.last = record;
      this.next = record.offset + 1n;
    }
    if (this.isHeard) this.all.resolve();
  }

  /** The last fact; undefined when there is none that can be read. Rejects when the signal aborts before. */
  async fact(signal: AbortSignal): Promise<HeardFact | undefined> {
    if (this.isHeard) return this.last;
    const given = Promise.withResolvers<never>();
    const giveUp = () => given.reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    try {
      await Promise.race([this.all.promise, given.promise]);
      return this.last;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }
}
