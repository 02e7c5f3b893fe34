import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { startKafka } from './kafka-cluster.js';
import { testKafka } from './test-kafka.js';

jest.setTimeout(180_000);

async function partitionsOf(brokers: string, topic: string): Promise<number[][]> {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]!.partitions.map(({ replicas }) => replicas);
  } finally {
    await admin.disconnect();
  }
}

describe('testKafka', () => {
  it('is one broker for everyone who asks, with topics of their own', async () => {
    const [one, other] = await Promise.all([testKafka(), testKafka()]);
    expect(other.brokers).toBe(one.brokers);
    const topic = await one.topic({ partitions: 3, config: { 'cleanup.policy': 'compact' } });
    expect(await other.topic()).not.toBe(topic);
    expect(await partitionsOf(one.brokers, topic)).toHaveLength(3);
  });
});

describe('startKafka', () => {
  const made: { stop(): Promise<void> }[] = [];
  afterAll(() => Promise.all(made.map((cluster) => cluster.stop())));

  it('gives three brokers that share the replicas, and one that was killed comes back on its data', async () => {
    const cluster = await startKafka({ nodes: 3 });
    made.push(cluster);
    await cluster.createTopic('t', { partitions: 2 });
    expect((await partitionsOf(cluster.brokers, 't')).map((replicas) => replicas.toSorted((a, b) => a - b))).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    await cluster.killBroker(2);
    cluster.startBroker(2);
    await cluster.ready();
    expect(await partitionsOf(cluster.brokers, 't')).toHaveLength(2);
  });
});
