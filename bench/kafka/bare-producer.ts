import { EventPublisher, type TopicRecord } from '@motcua/messaging';
import { KafkaPublisher } from '@motcua/messaging/kafka';
import kafkajs, { type Producer } from 'kafkajs';

/** One send to one partition, as it was made. */
export interface SentBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly TopicRecord[];
}

/** The product's publisher; keeps what it was given, and may be told that a topic is not to be sent to at all. */
export class RecordingPublisher extends EventPublisher {
  readonly batches: SentBatch[] = [];
  private readonly real: KafkaPublisher;
  private readonly unsent: string | undefined;

  constructor(brokers: string, unsent?: string) {
    super();
    this.unsent = unsent;
    this.real = new KafkaPublisher({ brokers: brokers.split(','), clientId: 'bench-relay' });
  }

  override partitions(topic: string): Promise<number> {
    return this.real.partitions(topic);
  }

  override async publish(topic: string, partition: number, records: readonly TopicRecord[]): Promise<bigint[]> {
    if (topic === this.unsent) return records.map((_record, index) => BigInt(index));
    this.batches.push({ topic, partition, records });
    return this.real.publish(topic, partition, records);
  }

  override close(): Promise<void> {
    return this.real.close();
  }
}

/** As many producers as the product has. */
const PRODUCERS = 4;

/**
 * The same sends by nothing but kafkajs, with the settings that the product needs: idempotent, all in-sync replicas, one request
 * in flight. A partition's batches go one after the other, those of different producers side by side.
 */
export async function bareProducers(brokers: string) {
  const kafka = bareKafka(brokers);
  const producers = Array.from({ length: PRODUCERS }, () => producerOf(kafka));
  await Promise.all(producers.map((producer) => producer.connect()));
  return {
    async send(batches: readonly SentBatch[], to: (topic: string) => string): Promise<void> {
      const one = async (producer: Producer, index: number): Promise<void> => {
        for (const { topic, partition, records } of batches) {
          if (partition % PRODUCERS !== index) continue;
          const messages = records.map(({ key, value, headers }) => ({ key, value, headers, partition }));
          await producer.send({ topic: to(topic), acks: -1, messages });
        }
      };
      await Promise.all(producers.map(one));
    },
    async close(): Promise<void> {
      await Promise.all(producers.map((producer) => producer.disconnect()));
    },
  };
}

export function bareKafka(brokers: string): kafkajs.Kafka {
  return new kafkajs.Kafka({ clientId: 'bench', brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
}

function producerOf(kafka: kafkajs.Kafka): Producer {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
}
