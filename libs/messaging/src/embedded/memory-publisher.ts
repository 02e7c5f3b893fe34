import { EventPublisher, PublishFailed, TopicMissing, type TopicRecord } from '../publisher.js';

/** Topics in this process, for tests and for an installation without a broker. */
export class MemoryTopics {
  private readonly logs = new Map<string, TopicRecord[][]>();

  create(topic: string, partitions: number): void {
    if (!this.logs.has(topic))
      this.logs.set(
        topic,
        Array.from({ length: partitions }, () => []),
      );
  }

  /** Everything that was written to the partition, oldest first. */
  read(topic: string, partition: number): readonly TopicRecord[] {
    return this.partitionsOf(topic)[partition] ?? [];
  }

  /** @throws {TopicMissing} */
  partitionsOf(topic: string): TopicRecord[][] {
    const partitions = this.logs.get(topic);
    if (partitions === undefined) throw new TopicMissing(topic);
    return partitions;
  }
}

/** `EventPublisher` into memory; many publishers may share one set of topics, as processes share a broker. */
export class MemoryPublisher extends EventPublisher {
  private isClosed = false;

  constructor(private readonly topics: MemoryTopics) {
    super();
  }

  override async partitions(topic: string): Promise<number> {
    return this.topics.partitionsOf(topic).length;
  }

  override async publish(topic: string, partition: number, records: readonly TopicRecord[]): Promise<bigint[]> {
    if (this.isClosed) throw new PublishFailed('the publisher is closed');
    if (records.length === 0) return [];
    const log = this.topics.partitionsOf(topic)[partition];
    if (log === undefined) throw new RangeError(`topic ${topic} has no partition ${partition}`);
    const base = log.length;
    log.push(...records);
    return records.map((_record, index) => BigInt(base + index));
  }

  override async close(): Promise<void> {
    this.isClosed = true;
  }
}
