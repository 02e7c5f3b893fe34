import { Partitioners, type Kafka, type Producer, type RecordMetadata } from 'kafkajs';
import { PublishFailed, type TopicRecord } from '../publisher.js';

export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly TopicRecord[];
}

/**
 * The offsets of a batch, or `PublishFailed` when the answer does not speak of exactly its partition: kafkajs resolves some
 * sends of which the broker never heard (tulios/kafkajs #1303).
 */
export function offsetsOf({ topic, partition, records }: Batch, answers: readonly RecordMetadata[]): bigint[] {
  const [answer] = answers;
  if (answers.length !== 1 || answer?.topicName !== topic || answer.partition !== partition || answer.errorCode !== 0)
    throw new PublishFailed(`${topic}/${partition}: the broker's answer does not speak of the batch`);
  const base = BigInt(answer.baseOffset ?? '-1');
  if (base < 0n) throw new PublishFailed(`${topic}/${partition}: the broker's answer has no offset`);
  return records.map((_record, index) => base + BigInt(index));
}

/**
 * One producer and the sends that wait for it, one after the other, one partition each.
 *
 * A producer that failed is never used again: kafkajs gives the sequence numbers of a failed batch to the next one, which the
 * broker then takes for a repetition and drops. The next send gets a new producer with an identity of its own.
 */
export class ProducerLane {
  private tail: Promise<unknown> = Promise.resolve();
  private producer: Promise<Producer> | undefined;
  private isClosed = false;
  /** How many sends of a partition have failed: those that were waiting behind one must not overtake its repetition. */
  private readonly failures = new Map<string, number>();

  constructor(private readonly connect: () => Promise<Producer>) {}

  /** @param check rejects when the batch has no place to go to */
  send(batch: Batch, check: () => Promise<void>): Promise<bigint[]> {
    const key = `${batch.topic}/${batch.partition}`;
    const failedBefore = this.failures.get(key) ?? 0;
    const sent = this.tail.then(async () => {
      if (this.isClosed) throw new PublishFailed(`${key}: the publisher is closed`);
      if ((this.failures.get(key) ?? 0) !== failedBefore)
        throw new PublishFailed(`${key}: not sent, because the batch before it failed`);
      try {
        await check();
        return await this.transmit(batch);
      } catch (error) {
        this.failures.set(key, failedBefore + 1);
        throw error;
      }
    });
    this.tail = sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    await this.tail;
    this.isClosed = true;
    await this.discard();
  }

  private async transmit(batch: Batch): Promise<bigint[]> {
    const { topic, partition, records } = batch;
    try {
      this.producer ??= this.connect();
      const producer = await this.producer;
      const messages = records.map(({ key, value, headers }) => ({ key, value, headers, partition }));
      return offsetsOf(batch, await producer.send({ topic, acks: -1, messages }));
    } catch (error) {
      void this.discard();
      if (error instanceof PublishFailed) throw error;
      throw new PublishFailed(`${topic}/${partition}: the batch was not acknowledged`, { cause: error });
    }
  }

  /** Leaving takes as long as the requests that nobody answers; nobody has to wait for that. */
  private async discard(): Promise<void> {
    const failed = this.producer;
    this.producer = undefined;
    await failed?.then((producer) => producer.disconnect()).catch(() => undefined);
  }
}

/** An idempotent producer: the broker drops what kafkajs itself repeats, and keeps the order of a partition. */
export async function connectProducer(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  try {
    await producer.connect();
    return producer;
  } catch (error) {
    await producer.disconnect().catch(() => undefined);
    throw error;
  }
}
