import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import pg from 'pg';
import { encodeCloudEvent } from '@motcua/contracts';
import type { Consumer, RunningConsumer } from '../feed.js';
import { factOf } from './kafka-feed-facts.fixture.js';
import { eventually, kafkaScene, probeOf, tell, threeTypes, type KafkaScene } from './kafka-feed-scene.fixture.js';
import { partitionOf } from './partition-of.js';

jest.setTimeout(120_000);

/** As docs/guides/replaying.md has it. */
const FORGET = [
  "DELETE FROM kit.feed_partitions WHERE consumer = 'probe'",
  "DELETE FROM kit.checkpoints WHERE starts_with(consumer, 'feed:probe@')",
];

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

  async function admins(statement: string): Promise<void> {
    const owner = new pg.Client({ connectionString: scene.db.ownerUrl });
    await owner.connect();
    await owner.query(statement);
    await owner.end();
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

  it('stops before a topic that was made anew and has grown past its place before it looks', async () => {
    await makeTopicAnew();
    await tell(scene.store, dossierId, ...threeTypes, ...threeTypes);
    await start();
    await eventually(async () => (await running!.state()).lost === 'history-changed');
    expect(told).toBe(0);
    await running!.close();
    for (const statement of FORGET) await admins(statement);
    await start();
    await eventually(async () => told === 6 && (await running!.state()).behind === 0);
    expect((await running!.state()).lost).toBeUndefined();
  });

  it('goes on when the record that it stopped at is not retained any more', async () => {
    const ends = (await admin.fetchTopicOffsets(scene.topic)).filter(({ high }) => high !== '0');
    const partitions = ends.map(({ partition, high: offset }) => ({ partition, offset }));
    await admin.deleteTopicRecords({ topic: scene.topic, partitions });
    await tell(scene.store, dossierId, 'ResultReturned');
    await start();
    await eventually(async () => told === 1);
    expect((await running!.state()).lost).toBeUndefined();
  });

  it('stops before a topic whose last fact the store does not hold, and handles nothing of it', async () => {
    await scene.publisher.publish(scene.topic, partitionOf(dossierId, 3), [
      encodeCloudEvent(factOf(dossierId, 4), '/motcua/H99/dossiers'),
    ]);
    await start({ types: ['DossierSubmitted'] });
    await eventually(async () => (await running!.state()).lost === 'history-changed');
    expect(await running!.state()).toMatchObject({ toMakeAnew: scene.topic, behind: 1 });
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
