import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Consumer, RunningConsumer } from '../feed.js';
import { eventually, kafkaScene, probeOf, tell, threeTypes, type KafkaScene } from './kafka-feed-scene.fixture.js';

jest.setTimeout(120_000);

describe('a consumer over Apache Kafka whose places belong to another history', () => {
  let scene: KafkaScene;
  let admin: Admin;
  let running: RunningConsumer | undefined;
  let told: number;
  const dossierId = randomUUID();

  beforeEach(async () => {
    scene = await kafkaScene();
    admin = new Kafka({ brokers: scene.brokers.split(','), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    told = 0;
    await start();
    await tell(scene.store, dossierId, ...threeTypes);
    await eventually(async () => told === 3 && (await running!.state()).behind === 0);
    await running!.close();
    told = 0;
  });

  afterEach(async () => {
    await running?.close();
    await admin.disconnect();
    await scene.close();
  });

  async function start(change: Partial<Consumer> = {}): Promise<void> {
    running = await scene.feed().consume(probeOf(scene.topic, change), async () => void (told += 1));
  }

  async function makeTopicAnew(): Promise<void> {
    await admin.deleteTopics({ topics: [scene.topic] });
    await eventually(async () => !(await admin.listTopics()).includes(scene.topic));
    await admin.createTopics({ topics: [{ topic: scene.topic, numPartitions: 3 }], waitForLeaders: true });
  }

  it('stops before a topic that was made anew, and does not go on when that has grown past its place', async () => {
    await makeTopicAnew();
    await start();
    await eventually(async () => (await running!.state()).lost === 'checkpoint-beyond-head');
    await tell(scene.store, dossierId, ...threeTypes, ...threeTypes);
    await eventually(async () => (await running!.state()).frozenForMs > 3_000); // many more looks
    expect(await running!.state()).toMatchObject({ active: true, lost: 'checkpoint-beyond-head' });
    expect(told).toBe(0);
  });

  it('stops before a store in which a fact that it handled is another', async () => {
    await scene.pool.query(`UPDATE kit.feed_consumers SET anchor = jsonb_set(anchor, '{id}', to_jsonb($1::text))`, [
      randomUUID(),
    ]);
    await start();
    await tell(scene.store, dossierId, 'ResultReturned');
    await eventually(async () => (await running!.state()).lost === 'history-changed');
    expect(told).toBe(0);
  });
});
