import { setTimeout as pause } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import { TopicMissing } from '../publisher.js';

const UNKNOWN_TOPIC = 3;
const FRESH_MS = 1_000;
const PATIENCE_MS = 2_000;

interface Heads {
  readonly at: number;
  readonly next: ReadonlyMap<number, bigint>;
}

/** How long the partitions of a topic are, asked of the broker; consumers of one feed share the connection and the answers. */
export class TopicHeads {
  private admin: Promise<Admin> | undefined;
  private readonly known = new Map<string, Heads>();
  private readonly asking = new Map<string, Promise<Heads>>();

  constructor(private readonly kafka: Kafka) {}

  /**
   * The offset that the next record of each partition will have.
   *
   * @throws {TopicMissing}
   * @throws {Error} of kafkajs, when no broker answers
   */
  async ask(topic: string): Promise<ReadonlyMap<number, bigint>> {
    return (await this.asked(topic)).next;
  }

  /** The same for whoever cannot wait: what was last heard when the broker does not answer soon, nothing if it never did. */
  async lastKnown(topic: string): Promise<ReadonlyMap<number, bigint>> {
    const known = this.known.get(topic);
    if (known === undefined || Date.now() - known.at > FRESH_MS) {
      await Promise.race([this.asked(topic).catch(() => undefined), pause(PATIENCE_MS, undefined, { ref: false })]);
    }
    return this.known.get(topic)?.next ?? new Map();
  }

  async close(): Promise<void> {
    const admin = await this.admin?.catch(() => undefined);
    this.admin = undefined;
    await admin?.disconnect().catch(() => undefined);
  }

  private asked(topic: string): Promise<Heads> {
    const under = this.asking.get(topic);
    if (under !== undefined) return under;
    const asked = this.fetch(topic).finally(() => this.asking.delete(topic));
    this.asking.set(topic, asked);
    return asked;
  }

  private async fetch(topic: string): Promise<Heads> {
    try {
      const admin = await (this.admin ??= this.connect());
      const partitions = await admin.fetchTopicOffsets(topic);
      const next = new Map(partitions.map(({ partition, high }) => [partition, BigInt(high)]));
      const heads = { at: Date.now(), next };
      this.known.set(topic, heads);
      return heads;
    } catch (error) {
      await this.close();
      if (isUnknownTopic(error)) throw new TopicMissing(topic);
      throw error;
    }
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }
}

/** kafkajs wraps the broker's answer, sometimes more than once. */
export function isUnknownTopic(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === UNKNOWN_TOPIC) return true;
  return isUnknownTopic(error.cause);
}
