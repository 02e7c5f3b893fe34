import type { Kafka } from 'kafkajs';
import { EventPublisher, PublishFailed, TopicMissing, type TopicRecord } from '../publisher.js';
import { kafkaClient, type KafkaClientOptions } from './kafka-client.js';
import { connectProducer, ProducerLane } from './kafka-publisher-lane.js';

export interface KafkaPublisherOptions {
  /** Producers that send side by side; a partition always takes the same one. Default 4. */
  readonly lanes?: number;
}

const CODE_UNKNOWN_TOPIC = 3;

/** `EventPublisher` on Apache Kafka: idempotent producers, acknowledged by all in-sync replicas, no transactions. */
export class KafkaPublisher extends EventPublisher {
  private readonly kafka: Kafka;
  private readonly lanes: readonly ProducerLane[];
  private readonly counts = new Map<string, Promise<number>>();

  constructor(client: KafkaClientOptions, options: KafkaPublisherOptions = {}) {
    super();
    this.kafka = kafkaClient(client);
    this.lanes = Array.from({ length: options.lanes ?? 4 }, () => new ProducerLane(() => connectProducer(this.kafka)));
  }

  override partitions(topic: string): Promise<number> {
    const known = this.counts.get(topic);
    if (known !== undefined) return known;
    const asked = this.ask(topic);
    this.counts.set(topic, asked);
    asked.catch(() => this.counts.delete(topic));
    return asked;
  }

  override async publish(topic: string, partition: number, records: readonly TopicRecord[]): Promise<bigint[]> {
    if (records.length === 0) return [];
    try {
      const lane = this.lanes[partition % this.lanes.length]!;
      return await lane.send({ topic, partition, records }, () => this.demand(topic, partition));
    } catch (error) {
      this.counts.delete(topic); // it may have been deleted
      throw error;
    }
  }

  override async close(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }

  private async demand(topic: string, partition: number): Promise<void> {
    const count = await this.partitions(topic);
    if (partition >= count)
      throw new RangeError(`topic ${topic} has ${count} partitions, none is numbered ${partition}`);
  }

  private async ask(topic: string): Promise<number> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]!.partitions.length;
    } catch (error) {
      if ((error as { code?: unknown }).code === CODE_UNKNOWN_TOPIC) throw new TopicMissing(topic);
      throw new PublishFailed(`the partitions of ${topic} are not known`, { cause: error });
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}
