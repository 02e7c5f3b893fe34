// Publishers with one guard less each: what the auditor must notice. Nothing of this is reachable from the product.
import { setTimeout as pause } from 'node:timers/promises';
import { EventPublisher, PublishFailed, type TopicRecord } from '@motcua/messaging';
import type { KafkaClientOptions } from '@motcua/messaging/kafka';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import type { RelayGuard } from './kafka-order.ts';

export function carelessPublisher(
  without: RelayGuard,
  client: KafkaClientOptions,
  careful: EventPublisher,
): EventPublisher {
  switch (without) {
    case 'one-partition-a-send':
      return new ManyPartitionsPublisher(careful, bareProducer(client, 50));
    case 'new-producer':
      return new KeptProducerPublisher(careful, bareProducer(client, 1));
    case 'acknowledged-first':
      return new BoastingPublisher(careful);
  }
}

/** kafkajs as its documentation shows it. */
function bareProducer({ brokers, requestTimeoutMs = 30_000 }: KafkaClientOptions, retries: number): Promise<Producer> {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING, requestTimeout: requestTimeoutMs });
  const createPartitioner = Partitioners.DefaultPartitioner;
  const producer = kafka.producer({ idempotent: true, retry: { retries }, createPartitioner });
  return producer.connect().then(() => producer);
}

/** Asks the real publisher what is not broken here. */
abstract class WrappedPublisher extends EventPublisher {
  protected readonly inner: EventPublisher;

  constructor(inner: EventPublisher) {
    super();
    this.inner = inner;
  }

  partitions(topic: string): Promise<number> {
    return this.inner.partitions(topic);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

interface Waiting {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly TopicRecord[];
  readonly done: PromiseWithResolvers<bigint[]>;
}

const GATHERING_MS = 20;

/** Everything that waits goes out in one send, and an answer is an answer, whichever partitions it speaks of. */
class ManyPartitionsPublisher extends WrappedPublisher {
  private readonly producer: Promise<Producer>;
  private waiting: Waiting[] = [];
  private sending: Promise<void> | undefined;

  constructor(inner: EventPublisher, producer: Promise<Producer>) {
    super(inner);
    this.producer = producer;
  }

  publish(topic: string, partition: number, records: readonly TopicRecord[]): Promise<bigint[]> {
    const done = Promise.withResolvers<bigint[]>();
    this.waiting.push({ topic, partition, records, done });
    this.sending ??= this.send().finally(() => (this.sending = undefined));
    return done.promise;
  }

  private async send(): Promise<void> {
    const producer = await this.producer;
    while (this.waiting.length > 0) {
      await pause(GATHERING_MS);
      const batches = this.waiting;
      this.waiting = [];
      const topicMessages = [...Map.groupBy(batches, ({ topic }) => topic)].map(([topic, some]) => ({
        topic,
        messages: some.flatMap(({ partition, records }) => records.map((record) => ({ ...record, partition }))),
      }));
      try {
        await producer.sendBatch({ topicMessages, acks: -1 });
        for (const { records, done } of batches) done.resolve(records.map(() => 0n));
      } catch (error) {
        for (const { done } of batches) done.reject(new PublishFailed('not acknowledged', { cause: error }));
      }
    }
  }
}

/** Goes on with the next batch on a producer that failed, and comes back to the failed one later. */
class KeptProducerPublisher extends WrappedPublisher {
  private readonly producer: Promise<Producer>;

  constructor(inner: EventPublisher, producer: Promise<Producer>) {
    super(inner);
    this.producer = producer;
  }

  async publish(topic: string, partition: number, records: readonly TopicRecord[]): Promise<bigint[]> {
    const producer = await this.producer;
    for (let left = records; left.length > 0;) {
      const failed: TopicRecord[] = [];
      for (const record of left) {
        try {
          await producer.send({ topic, acks: -1, messages: [{ ...record, partition }] });
        } catch {
          failed.push(record);
        }
      }
      left = failed;
    }
    return records.map(() => 0n);
  }
}

const LATE_MS = 300;

/** Says that it wrote, and writes a little later. */
export class BoastingPublisher extends WrappedPublisher {
  private readonly tails = new Map<string, Promise<unknown>>();

  async publish(topic: string, partition: number, records: readonly TopicRecord[]): Promise<bigint[]> {
    const place = `${topic}/${partition}`;
    const due = Date.now() + LATE_MS;
    const write = async (): Promise<void> => {
      await pause(Math.max(0, due - Date.now()));
      for (;;) {
        const written = await this.inner.publish(topic, partition, records).catch(() => undefined);
        if (written !== undefined) return;
      }
    };
    this.tails.set(place, (this.tails.get(place) ?? Promise.resolve()).then(write));
    return records.map(() => 0n);
  }
}
