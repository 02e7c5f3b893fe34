import { setTimeout as pause } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import { TopicMissing } from '../publisher.js';
import { isUnknownTopic } from './kafka-feed-troubles.js';

const PATIENCE_MS = 2_000;
/** Whoever asks, asks again. */
const impatient = { retry: { retries: 1 } };

type Heads = ReadonlyMap<number, bigint>;

/** What a partition retains: `low` is the offset of its first record, `high` the one that its next record will have. */
export interface OffsetRange {
  readonly low: bigint;
  readonly high: bigint;
}

type Ranges = ReadonlyMap<number, OffsetRange>;

/** How long the partitions of a topic are, asked of the broker; consumers of one feed share the connection and the answers. */
export class TopicHeads {
  private admin: Promise<Admin> | undefined;
  private readonly known = new Map<string, Heads>();
  private readonly asking = new Map<string, Promise<Ranges>>();

  constructor(private readonly kafka: Kafka) {}

  /**
   * The offset that the next record of each partition will have.
   *
   * @throws {TopicMissing}
   * @throws {Error} of kafkajs, when no broker answers
   */
  async ask(topic: string): Promise<Heads> {
    return headsOf(await this.ranges(topic));
  }

  /** What each partition retains. @throws {TopicMissing} @throws {Error} of kafkajs, when no broker answers */
  ranges(topic: string): Promise<Ranges> {
    const under = this.asking.get(topic);
    if (under !== undefined) return under;
    const asked = this.fetch(topic).finally(() => this.asking.delete(topic));
    this.asking.set(topic, asked);
    return asked;
  }

  /** The same for whoever cannot wait: what was last heard when the broker does not answer soon, nothing if it never did. */
  async lastKnown(topic: string): Promise<Heads> {
    await Promise.race([this.ask(topic).catch(() => undefined), pause(PATIENCE_MS, undefined, { ref: false })]);
    return this.known.get(topic) ?? new Map();
  }

  async close(): Promise<void> {
    const admin = await this.admin?.catch(() => undefined);
    this.admin = undefined;
    await admin?.disconnect().catch(() => undefined);
  }

  private async fetch(topic: string): Promise<Ranges> {
    try {
      const admin = await (this.admin ??= this.connect());
      const partitions = await admin.fetchTopicOffsets(topic);
      const ranges = new Map(
        partitions.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]),
      );
      this.known.set(topic, headsOf(ranges));
      return ranges;
    } catch (error) {
      await this.close();
      if (isUnknownTopic(error)) throw new TopicMissing(topic);
      throw error;
    }
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin(impatient);
    await admin.connect();
    return admin;
  }
}

function headsOf(ranges: Ranges): Heads {
  return new Map([...ranges].map(([partition, { high }]) => [partition, high]));
}
