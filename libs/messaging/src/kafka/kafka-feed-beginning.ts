import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '@motcua/event-store';
import type { FeedLedger } from '../consuming/feed-ledger.js';
import type { Consumer } from '../feed.js';
import type { TopicHeads } from './kafka-feed-heads.js';
import { ConsumerGaveUp, isFinal } from './kafka-feed-troubles.js';

export interface BeginningParts {
  readonly store: EventStore;
  readonly ledger: FeedLedger;
  readonly heads: Pick<TopicHeads, 'ask'>;
  readonly consumer: Consumer;
  /** First pause before the topic is looked for again, doubled up to 5 s. */
  readonly lookMs: number;
  /** Told what is missing: at once, when it becomes something else, and again every minute. */
  readonly onTrouble: (error: unknown) => void;
}

const LONGEST_PAUSE_MS = 5_000;
const REMIND_MS = 60_000;
/** Facts older than the consumer's first start may still have to be relayed: only the store tells them from later ones. */
const NO_OFFSET_SAYS = 2n ** 63n - 1n;

/**
 * Where a consumer begins, fixed once for ever. Its place in the store is fixed by `fix`, whether the topic is there or not; those
 * in the partitions as soon as the topic is there and has leaders. Until then it waits, and creates nothing.
 */
export class Beginning {
  private partitions: number | undefined;
  private since: number | undefined;
  private told: { readonly text: string; readonly at: number } | undefined;

  constructor(private readonly parts: BeginningParts) {}

  /** How long the topic has been waited for; undefined when it is not. */
  get waitingForMs(): number | undefined {
    return this.since === undefined ? undefined : Math.max(1, Date.now() - this.since);
  }

  /**
   * Call once, before anything else. A consumer that the embedded feed served before reads the topic from the beginning: what it
   * handled is in the ledger. So does one that was here before its topic.
   *
   * @throws {Error} of kafkajs, when trying again is of no use
   */
  async fix(): Promise<void> {
    const { store, ledger, consumer } = this.parts;
    const { name, startFrom } = consumer;
    const isNew = (await ledger.progress(name)) === undefined;
    const heads = await this.look();
    const head = await store.head();
    await ledger.open(name, { position: startFrom === 'head' ? head : store.start, replayUntil: head });
    if (heads === undefined) this.since = Date.now();
    else await this.openPartitions(heads, isNew);
  }

  /** @returns how many partitions the topic has; undefined when it was stopped before that was known @throws {ConsumerGaveUp} */
  async wait(stop: AbortSignal): Promise<number | undefined> {
    for (let looks = 1; this.partitions === undefined; looks += 1) {
      const ms = Math.min(this.parts.lookMs * 2 ** (looks - 1), LONGEST_PAUSE_MS);
      await pause(ms, undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) break;
      await this.tryAgain();
    }
    return this.partitions;
  }

  private async tryAgain(): Promise<void> {
    try {
      const heads = await this.look();
      if (heads !== undefined) await this.openPartitions(heads, false);
    } catch (error) {
      if (isFinal(error)) throw new ConsumerGaveUp('the consumer cannot begin', { cause: error });
      this.tell(error);
    }
  }

  /** Undefined while the topic, its leaders or the brokers are missing. */
  private async look(): Promise<ReadonlyMap<number, bigint> | undefined> {
    try {
      return await this.parts.heads.ask(this.parts.consumer.topic);
    } catch (error) {
      if (isFinal(error)) throw error;
      this.tell(error);
      return undefined;
    }
  }

  /** @param isFirst the consumer starts for the very first time, and what the topic holds is what it was before */
  private async openPartitions(heads: ReadonlyMap<number, bigint>, isFirst: boolean): Promise<void> {
    const { ledger, consumer } = this.parts;
    const { name, topic, startFrom } = consumer;
    await ledger.openPartitions(
      [...heads].map(([partition, head]) => ({
        consumer: name,
        topic,
        partition,
        next: String(isFirst && startFrom === 'head' ? head : 0n),
        historyUntil: String(isFirst ? head : NO_OFFSET_SAYS),
      })),
    );
    this.partitions = heads.size;
    this.since = undefined;
  }

  private tell(error: unknown): void {
    const [text, at] = [String(error), Date.now()];
    if (this.told?.text === text && at - this.told.at < REMIND_MS) return;
    this.told = { text, at };
    this.parts.onTrouble(error);
  }
}
