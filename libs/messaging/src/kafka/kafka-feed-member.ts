import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer as KafkaConsumer, ConsumerConfig, EachBatchPayload, Kafka } from 'kafkajs';
import { TopicMissing } from '../publisher.js';
import type { TopicMessage } from './kafka-feed-record.js';
import { ConsumerGaveUp, isFinal, isUnknownTopic } from './kafka-feed-troubles.js';

/** One assigned partition of this process. */
export interface Assigned {
  /** Undefined while the partition is not ours yet: somebody else still finishes. */
  readonly next: bigint | undefined;
  /** Everything before this offset is durable; undefined while nothing is. */
  readonly committed: string | undefined;
  accept(messages: readonly TopicMessage[]): Promise<void>;
  /** Resolves when running handlers have finished and the partition is free for others. */
  stop(): Promise<void>;
}

/** Steers the reading of one partition; of no effect once the membership has ended. */
export interface Reading {
  readFrom(offset: string): void;
  pause(): void;
}

export interface MemberParts {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topic: string;
  readonly settings: MemberSettings;
  readonly assigned: (partition: number, reading: Reading) => Assigned;
  /** Told of what the member gets over by itself. */
  readonly onTrouble: (error: unknown) => void;
}

export interface MemberSettings {
  /** Without a heartbeat for so long the broker gives the partitions to others; default 30 s. */
  readonly sessionTimeoutMs?: number;
  /** How long a group waits for a member to join again; default 60 s. */
  readonly rebalanceTimeoutMs?: number;
  /** Default 3 s. */
  readonly heartbeatMs?: number;
  /** First pause before a membership that broke is tried again, doubled up to 10 s; default 500 ms. */
  readonly restartMs?: number;
}

const FETCH_WAIT_MS = 500;
const ACCEPT_PATIENCE_MS = 1_000;
const COMMIT_EVERY_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

/** Membership of a consumer group from joining to leaving, and again after every break, until it is stopped. */
export class GroupMember {
  private readonly partitions = new Map<number, Assigned>();
  private readonly leaving = new Set<Promise<void>>();
  private readonly commits = new Map<number, string>();
  private heardAt = Date.now();
  private failures = 0;
  private joined = false;

  constructor(private readonly parts: MemberParts) {}

  /** When a broker last answered as the group's coordinator; epoch milliseconds. */
  get lastHeardAt(): number {
    return this.heardAt;
  }

  /** Whether the group has said which partitions are ours. */
  get isJoined(): boolean {
    return this.joined;
  }

  /** Ends when `stop` aborts. @throws {ConsumerGaveUp} */
  async run(stop: AbortSignal): Promise<void> {
    this.heardAt = Date.now();
    while (!stop.aborted) {
      const broke = await this.belong(stop);
      if (stop.aborted) return;
      if (isFinal(broke)) throw new ConsumerGaveUp('the consumer cannot go on', { cause: broke });
      this.parts.onTrouble(isUnknownTopic(broke) ? new TopicMissing(this.parts.topic) : broke);
      this.failures += 1;
      const ms = Math.min((this.parts.settings.restartMs ?? 500) * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
      await pause(ms, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  /** @returns what broke the membership, undefined when it was stopped */
  private async belong(stop: AbortSignal): Promise<unknown> {
    const consumer = this.parts.kafka.consumer(configOf(this.parts));
    const broken = Promise.withResolvers<unknown>();
    this.listen(consumer, broken.resolve);
    stop.addEventListener('abort', () => broken.resolve(undefined), { once: true });
    const over = new AbortController();
    const committing = this.keepCommitting(consumer, over.signal);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [this.parts.topic], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 64, // a batch is only handed over, so none waits for another
        eachBatch: (payload) => this.eachBatch(consumer, payload),
      });
      return await broken.promise;
    } catch (error) {
      return error;
    } finally {
      over.abort();
      await committing;
      await this.leave(consumer);
    }
  }

  private listen(consumer: KafkaConsumer, broke: (error: unknown) => void): void {
    const heard = () => {
      this.heardAt = Date.now();
      this.failures = 0;
    };
    consumer.on(consumer.events.HEARTBEAT, heard);
    consumer.on(consumer.events.COMMIT_OFFSETS, heard);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      heard();
      this.joined = true;
      this.follow(consumer, payload.memberAssignment[this.parts.topic] ?? []);
    });
    // kafkajs would start again by itself in ways that cannot be waited for; `restartOnFailure` forbids it
    consumer.on(consumer.events.CRASH, ({ payload }) => broke(payload.error));
  }

  /** Called while nothing is fetched, so nothing slips in between. */
  private follow(consumer: KafkaConsumer, assigned: readonly number[]): void {
    const { topic } = this.parts;
    for (const partition of this.partitions.keys()) if (!assigned.includes(partition)) this.release(partition);
    for (const partition of assigned) {
      const known = this.partitions.get(partition);
      if (known === undefined) this.take(consumer, partition);
      // the new generation starts at what was committed, which this process is ahead of
      else if (known.next !== undefined) consumer.seek({ topic, partition, offset: String(known.next) });
    }
  }

  private take(consumer: KafkaConsumer, partition: number): void {
    const { topic } = this.parts;
    const where = [{ topic, partitions: [partition] }];
    const isOurs = () => this.partitions.get(partition) === term;
    consumer.pause(where);
    const term = this.parts.assigned(partition, {
      readFrom(offset) {
        if (!isOurs()) return;
        consumer.seek({ topic, partition, offset });
        consumer.resume(where);
      },
      pause() {
        if (isOurs()) consumer.pause(where);
      },
    });
    this.partitions.set(partition, term);
  }

  private release(partition: number): void {
    const stopped = this.partitions.get(partition)!.stop();
    this.partitions.delete(partition);
    this.commits.delete(partition);
    const left = stopped.catch(this.parts.onTrouble).finally(() => this.leaving.delete(left));
    this.leaving.add(left);
  }

  /**
   * Only hands the records over: whatever handlers do, the next fetch and the next heartbeat come in time. Nothing may be thrown
   * here, because kafkajs would leave and join again with all partitions, or stop for ever.
   */
  private async eachBatch(consumer: KafkaConsumer, payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const { topic, partition } = batch;
    const term = this.partitions.get(partition);
    if (term?.next === undefined || payload.isStale()) return; // it is fetched again
    const accepted = term.accept(batch.messages);
    payload.resolveOffset(batch.lastOffset());
    const late = Symbol();
    const first = await Promise.race([accepted, pause(ACCEPT_PATIENCE_MS, late, { ref: false })]);
    if (first !== late) return;
    const where = [{ topic, partitions: [partition] }];
    consumer.pause(where);
    void accepted.then(() => {
      if (this.partitions.get(partition) === term && term.next !== undefined) consumer.resume(where);
    });
  }

  /** The broker's copy of how far we are is for the eyes of operators; what counts stands in the ledger. */
  private async keepCommitting(consumer: KafkaConsumer, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await pause(COMMIT_EVERY_MS, undefined, { signal: over }).catch(() => undefined);
      if (!over.aborted) await this.commit(consumer);
    }
  }

  private async commit(consumer: KafkaConsumer): Promise<void> {
    const { topic } = this.parts;
    const moved = [...this.partitions].flatMap(([partition, { committed: offset }]) =>
      offset === undefined || offset === this.commits.get(partition) ? [] : [{ topic, partition, offset }],
    );
    if (moved.length === 0) return;
    try {
      await consumer.commitOffsets(moved);
      for (const { partition, offset } of moved) this.commits.set(partition, offset);
    } catch {
      // the group is changing, or the broker is away: next time
    }
  }

  private async leave(consumer: KafkaConsumer): Promise<void> {
    this.joined = false;
    const terms = [...this.partitions.entries()];
    const stopped = Promise.all(terms.map(([, term]) => term.stop().catch(this.parts.onTrouble)));
    await stopped;
    await this.commit(consumer);
    this.partitions.clear();
    this.commits.clear();
    await Promise.all(this.leaving);
    await consumer.disconnect().catch(this.parts.onTrouble);
  }
}

function configOf({ groupId, settings }: MemberParts): ConsumerConfig {
  return {
    groupId,
    sessionTimeout: settings.sessionTimeoutMs ?? 30_000,
    rebalanceTimeout: settings.rebalanceTimeoutMs ?? 60_000,
    heartbeatInterval: settings.heartbeatMs ?? 3_000,
    maxWaitTimeInMs: FETCH_WAIT_MS,
    maxBytesPerPartition: 256 * 1024,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 1_000, retries: 5, restartOnFailure: () => Promise.resolve(false) },
  };
}
