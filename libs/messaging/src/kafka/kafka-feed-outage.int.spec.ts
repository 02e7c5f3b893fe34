import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { startKafka, type KafkaCluster } from '@motcua/testing';
import type { Delivery, RunningConsumer } from '../feed.js';
import { publishFrom } from './kafka-feed-bench.fixture.js';
import { eventually, kafkaScene, probeOf, tell, threeTypes, type KafkaScene } from './kafka-feed-scene.fixture.js';

jest.setTimeout(400_000);

describe('the feed over Apache Kafka, when brokers go', () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  });

  async function open(nodes: 1 | 3): Promise<{ cluster: KafkaCluster; scene: KafkaScene }> {
    const cluster = await startKafka({ nodes });
    cleanups.push(() => cluster.stop());
    const topic = 'lifecycle';
    await cluster.createTopic(topic, { partitions: 3 });
    const scene = await kafkaScene({ brokers: cluster.brokers, topic });
    cleanups.push(() => scene.close());
    return { cluster, scene };
  }

  async function consume(scene: KafkaScene, told: Delivery[]): Promise<RunningConsumer> {
    const feed = scene.feed({ heartbeatMs: 1_000, sessionTimeoutMs: 10_000 });
    const consumer = await feed.consume(probeOf(scene.topic), async (delivery) => void told.push(delivery));
    cleanups.push(() => consumer.close());
    return consumer;
  }

  it('says that it is frozen while the only one is away for a minute, and goes on by itself', async () => {
    const { cluster, scene } = await open(1);
    const told: Delivery[] = [];
    const consumer = await consume(scene, told);
    await tell(scene.store, randomUUID(), ...threeTypes);
    await eventually(() => told.length === 3);
    await cluster.killBroker(1);
    await pause(60_000);
    expect((await consumer.state()).frozenForMs).toBeGreaterThan(10_000);
    cluster.startBroker(1);
    await cluster.ready();
    await tell(scene.store, randomUUID(), ...threeTypes);
    await eventually(() => told.length === 6, 120_000);
    await eventually(async () => (await consumer.state()).frozenForMs === 0);
  });

  it('misses nothing and keeps each dossier in order while leaders change under load', async () => {
    const { cluster, scene } = await open(3);
    const told: Delivery[] = [];
    await consume(scene, told);
    const dossiers = Array.from({ length: 40 }, () => randomUUID());
    for (const [index, type] of threeTypes.entries()) {
      if (index > 0) await cluster.killBroker(index);
      for (const dossierId of dossiers) await tell(scene.plain, dossierId, type);
      await relayAll(scene, dossiers, index + 1);
      if (index > 0) cluster.startBroker(index);
      await cluster.ready();
    }
    await eventually(() => told.length >= 120, 120_000);
    for (const dossierId of dossiers) {
      const versions = told.filter(({ event }) => event.dossierId === dossierId);
      expect(versions.map(({ event }) => event.dossierVersion)).toEqual([1, 2, 3]);
    }
  });
});

async function relayAll(scene: KafkaScene, dossiers: readonly string[], version: number): Promise<void> {
  for (const dossierId of dossiers) {
    await persist(() => publishFrom({ ...scene, store: scene.plain }, `dossier-${dossierId}`, version));
  }
}

/** The same again until it is done, as the relay does. */
async function persist(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch {
      await pause(500);
    }
  }
}
