import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { startKafka, type KafkaCluster } from '@motcua/testing';
import { PublishFailed, type EventPublisher, type TopicRecord } from '../publisher.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { readPartition } from './kafka-publisher-reader.fixture.js';

jest.setTimeout(300_000);

const PARTITIONS = 6;
const record = (n: number): TopicRecord => ({ key: 'k', value: String(n), headers: {} });
const upTo = (end: number) => Array.from({ length: end }, (_, index) => index);

/** As every relay does it: the same batch again until it is acknowledged. */
async function persist(publisher: EventPublisher, topic: string, partition: number, records: readonly TopicRecord[]) {
  for (;;) {
    try {
      await publisher.publish(topic, partition, records);
      return;
    } catch (error) {
      if (!(error instanceof PublishFailed)) throw error;
      await pause(100);
    }
  }
}

async function numbersOf(brokers: string, topic: string, partition: number): Promise<number[]> {
  return (await readPartition(brokers, topic, partition)).map(({ value }) => Number(value));
}

/** Repetitions taken away as a consumer does it: what is not newer than the newest seen. */
function onceEach(numbers: readonly number[]): number[] {
  let last = -1;
  return numbers.filter((n) => n > last && ((last = n), true));
}

/** kafkajs as its documentation shows it. */
async function bareProducer(brokers: string, retries: number, requestTimeout = 30_000): Promise<Producer> {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING, requestTimeout });
  const producer = kafka.producer({
    idempotent: true,
    retry: { retries },
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
}

describe('three brokers, one of which is killed under load', () => {
  let cluster: KafkaCluster;
  beforeAll(async () => void (cluster = await startKafka({ nodes: 3 })));
  afterAll(() => cluster.stop());

  /** Kills and starts these brokers in turn while `send` writes one number after the other to every partition. */
  async function underLoad(ids: readonly number[], send: (n: number) => Promise<unknown>): Promise<number> {
    let sent = 0;
    const over = new AbortController();
    const writing = (async () => {
      for (; !over.signal.aborted; sent += 1) await send(sent);
    })();
    for (const id of ids) {
      await cluster.killBroker(id);
      await pause(7_000); // the broker's session runs out and its partitions get other leaders
      cluster.startBroker(id);
      await cluster.ready();
    }
    over.abort();
    await writing;
    return sent;
  }

  it('loses nothing of what was acknowledged, in order', async () => {
    await cluster.createTopic('guarded', { partitions: PARTITIONS });
    const publisher = new KafkaPublisher({ brokers: cluster.brokers.split(','), clientId: 'spec' });
    const sent = await underLoad([1, 2], (n) =>
      Promise.all(upTo(PARTITIONS).map((partition) => persist(publisher, 'guarded', partition, [record(n)]))),
    );
    await publisher.close();
    for (const partition of upTo(PARTITIONS))
      expect(onceEach(await numbersOf(cluster.brokers, 'guarded', partition))).toEqual(upTo(sent));
  });

  it('is a fault that bites: one bare send over several partitions is acknowledged and not written', async () => {
    await cluster.createTopic('bare', { partitions: PARTITIONS });
    const producer = await bareProducer(cluster.brokers, 50);
    const sent = await underLoad([3], (n) =>
      producer.send({ topic: 'bare', messages: upTo(PARTITIONS).map((partition) => ({ ...record(n), partition })) }),
    );
    await producer.disconnect();
    let lost = 0;
    for (const partition of upTo(PARTITIONS)) {
      const there = new Set(await numbersOf(cluster.brokers, 'bare', partition));
      lost += upTo(sent).filter((n) => !there.has(n)).length;
    }
    expect(lost).toBeGreaterThan(0);
  });
});

describe('a broker that does not answer in time', () => {
  let cluster: KafkaCluster;
  beforeAll(async () => void (cluster = await startKafka()));
  afterAll(() => cluster.stop());

  it('swallows nothing: a batch that timed out and a different one after it are both written', async () => {
    await cluster.createTopic('guarded');
    const client = { brokers: cluster.brokers.split(','), clientId: 'spec', requestTimeoutMs: 1_000 };
    const publisher = new KafkaPublisher(client);
    await publisher.publish('guarded', 0, [record(0)]);
    await cluster.pauseBroker(1);
    await expect(publisher.publish('guarded', 0, [record(1)])).rejects.toBeInstanceOf(PublishFailed);
    await cluster.resumeBroker(1);
    await persist(publisher, 'guarded', 0, [record(2)]);
    await persist(publisher, 'guarded', 0, [record(1)]);
    await publisher.close();
    expect(new Set(await numbersOf(cluster.brokers, 'guarded', 0))).toEqual(new Set([0, 1, 2]));
  });

  it('is a fault that bites: a bare idempotent producer is told that the different batch was written', async () => {
    await cluster.createTopic('bare');
    const producer = await bareProducer(cluster.brokers, 1, 1_000);
    await producer.send({ topic: 'bare', messages: [record(0)] });
    await cluster.pauseBroker(1);
    await expect(producer.send({ topic: 'bare', messages: [record(1)] })).rejects.toThrow(/timed out|retries/);
    await cluster.resumeBroker(1);
    const [answer] = await producer.send({ topic: 'bare', messages: [record(2)] });
    await producer.disconnect();
    expect(answer?.errorCode).toBe(0);
    expect(await numbersOf(cluster.brokers, 'bare', 0)).toEqual([0, 1]);
  });

  it('gets the same batch when it is back after a minute, and the ones after it in order', async () => {
    await cluster.createTopic('absent');
    const publisher = new KafkaPublisher({ brokers: cluster.brokers.split(','), clientId: 'spec' });
    await publisher.publish('absent', 0, [record(0)]);
    await cluster.killBroker(1);
    const sending = (async () => {
      for (const n of [1, 2, 3]) await persist(publisher, 'absent', 0, [record(n)]);
    })();
    await pause(60_000);
    cluster.startBroker(1);
    await sending;
    await publisher.close();
    expect(onceEach(await numbersOf(cluster.brokers, 'absent', 0))).toEqual([0, 1, 2, 3]);
  });
});
