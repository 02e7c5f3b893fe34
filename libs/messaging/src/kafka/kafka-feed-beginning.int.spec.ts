import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startKafka, type KafkaCluster } from '@motcua/testing';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Consumer, RunningConsumer } from '../feed.js';
import { TopicMissing } from '../publisher.js';
import { publishFrom } from './kafka-feed-bench.fixture.js';
import { eventually, kafkaScene, probeOf, tell, threeTypes, type KafkaScene } from './kafka-feed-scene.fixture.js';

jest.setTimeout(180_000);

const topic = 'not-there-yet';

describe('a consumer whose topic is not there yet, on a broker that would create one', () => {
  let cluster: KafkaCluster;
  let admin: Admin;
  let scene: KafkaScene;
  let running: RunningConsumer[];
  let told: { readonly consumer: string; readonly fact: string }[];
  let troubles: unknown[];

  beforeEach(async () => {
    cluster = await startKafka({ settings: { 'auto.create.topics.enable': 'true' } });
    const client = new Kafka({ brokers: cluster.brokers.split(','), logLevel: logLevel.NOTHING });
    admin = client.admin();
    await admin.connect();
    scene = await kafkaScene({ brokers: cluster.brokers, topic });
    [running, told, troubles] = [[], [], []];
  });

  afterEach(async () => {
    await Promise.all(running.map((consumer) => consumer.close()));
    await admin.disconnect();
    await scene.close();
    await cluster.stop();
  });

  async function consume(change: Partial<Consumer> = {}): Promise<RunningConsumer> {
    const feed = scene.feed({ onTrouble: (error) => troubles.push(error) });
    const probe = probeOf(topic, change);
    const consumer = await feed.consume(probe, async ({ kind, event }) => {
      told.push({ consumer: probe.name, fact: `${kind} ${event.dossierId} ${event.dossierVersion}` });
    });
    running.push(consumer);
    return consumer;
  }

  const toldTo = (name: string) => told.filter(({ consumer }) => consumer === name).map(({ fact }) => fact);

  it('waits, says what is missing and how to get it, creates nothing, and begins where it first started', async () => {
    const [before, after] = [randomUUID(), randomUUID()];
    await tell(scene.plain, before, 'DossierSubmitted');
    const consumer = await consume({ startFrom: 'head', instances: 'one' });
    await tell(scene.plain, after, ...threeTypes);
    expect(await consumer.state()).toMatchObject({ active: true, behind: 3, waitsFor: topic });
    await consume({ name: 'other' });
    expect(troubles).toEqual([new TopicMissing(topic), new TopicMissing(topic)]);
    expect(String(troubles[0])).toContain('motcua topics apply');
    expect(await admin.listTopics()).not.toContain(topic);

    await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: false });
    await eventually(async () => (await consumer.state()).waitsFor === undefined);
    const relay = { ...scene, store: scene.plain };
    await publishFrom(relay, `dossier-${before}`, 1);
    await publishFrom(relay, `dossier-${after}`, 1);
    await eventually(() => toldTo('probe').length === 3 && toldTo('other').length === 4);
    expect(toldTo('probe')).toEqual([`live ${after} 1`, `live ${after} 2`, `live ${after} 3`]);
    expect(toldTo('other')).toContain(`replay ${before} 1`);
  });
});
