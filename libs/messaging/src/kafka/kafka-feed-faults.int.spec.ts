import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startSource } from '@motcua/testing';
import { Kafka, logLevel } from 'kafkajs';
import type { Consumer, Delivery, RunningConsumer } from '../feed.js';
import { publishFrom } from './kafka-feed-bench.fixture.js';
import { eventually, kafkaScene, probeOf, tell, threeTypes, type KafkaScene } from './kafka-feed-scene.fixture.js';
import type { KafkaFeed } from './kafka-feed.js';
import { partitionOf } from './partition-of.js';

jest.setTimeout(180_000);

describe('the feed over Apache Kafka', () => {
  let scene: KafkaScene;
  let running: RunningConsumer[];
  let cleanups: (() => Promise<unknown>)[];
  let told: Delivery[];

  beforeEach(async () => {
    scene = await kafkaScene();
    [running, cleanups, told] = [[], [], []];
  });

  afterEach(async () => {
    await Promise.all(cleanups.map((clean) => clean()));
    await Promise.all(running.map((consumer) => consumer.close()));
    await scene.close();
  });

  const keep = async (delivery: Delivery) => void told.push(delivery);
  const versionsOf = (dossierId: string) =>
    told.filter(({ event }) => event.dossierId === dossierId).map(({ event }) => event.dossierVersion);

  async function consume(
    feed: KafkaFeed,
    handle: (delivery: Delivery) => Promise<void>,
    change: Partial<Consumer> = {},
  ) {
    const consumer = await feed.consume(probeOf(scene.topic, change), handle);
    running.push(consumer);
    return consumer;
  }

  it.each([TypeError, RangeError, ReferenceError, SyntaxError].map((Kind) => ({ name: Kind.name, Kind })))(
    'parks a fact whose handler throws a $name, and goes on',
    async ({ Kind }) => {
      const [bad, good] = [randomUUID(), randomUUID()];
      const feed = scene.feed();
      await consume(feed, async (delivery) => {
        if (delivery.event.dossierId === bad) throw new Kind('of no use');
        told.push(delivery);
      });
      await tell(scene.store, bad, 'DossierSubmitted');
      await tell(scene.store, good, ...threeTypes);
      await eventually(async () => (await feed.parked('probe')).length === 1);
      await eventually(() => told.length === 3);
      expect(await feed.parked('probe')).toMatchObject([{ dossierId: bad, errorName: Kind.name, attempts: 3 }]);
    },
  );

  it('hears every record twice and in any mixture, and handles each fact once', async () => {
    const dossiers = Array.from({ length: 20 }, () => randomUUID());
    for (const dossierId of dossiers) await tell(scene.store, dossierId, ...threeTypes);
    const relay = { store: scene.plain, publisher: scene.publisher, topic: scene.topic };
    for (const from of [1, 2, 1]) {
      await Promise.all(dossiers.map((dossierId) => publishFrom(relay, `dossier-${dossierId}`, from)));
    }
    const consumer = await consume(scene.feed(), keep);
    await eventually(async () => told.length >= 60 && (await consumer.state()).behind === 0);
    for (const dossierId of dossiers) expect(versionsOf(dossierId)).toEqual([1, 2, 3]);
  });

  it('fills from the store what the topic lost, also when its place is before the log begins', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const first = await consume(scene.feed(), keep);
    await tell(scene.store, one, 'DossierSubmitted');
    await eventually(() => told.length === 1);
    await first.close();
    await tell(scene.store, one, 'DossierAccepted');
    await tell(scene.store, two, 'DossierSubmitted', 'DossierAccepted');
    await truncate();
    const again = await consume(scene.feed(), keep);
    await tell(scene.store, one, 'ResultReturned');
    await tell(scene.store, two, 'ResultReturned');
    await eventually(() => told.length === 6);
    expect([versionsOf(one), versionsOf(two)]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect((await again.state()).frozenForMs).toBe(0);
  });

  async function truncate(): Promise<void> {
    const admin = new Kafka({ brokers: scene.brokers.split(','), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(scene.topic);
    await admin.deleteTopicRecords({
      topic: scene.topic,
      partitions: ends.map(({ partition, high: offset }) => ({ partition, offset })),
    });
    await admin.disconnect();
  }

  it('at a later start than a dossier tells only what came after, whatever the topic skips', async () => {
    const dossierId = randomUUID();
    await tell(scene.store, dossierId, 'DossierSubmitted', 'DossierAccepted');
    await consume(scene.feed(), keep, { startFrom: 'head' });
    await tell(scene.plain, dossierId, 'ResultReturned'); // never published
    await tell(scene.store, dossierId, 'ResultReturned');
    await eventually(() => told.length === 2);
    expect(told.map(({ kind, event }) => [kind, event.dossierVersion])).toEqual([
      ['live', 3],
      ['live', 4],
    ]);
  });

  it('shows a record that cannot be read, keeps nothing of it but its digest, and catches its dossier up', async () => {
    const dossierId = randomUUID();
    const feed = scene.feed();
    const consumer = await consume(feed, keep);
    await tell(scene.plain, dossierId, 'DossierSubmitted', 'DossierAccepted');
    const partition = partitionOf(dossierId, 3);
    const records = [{ key: dossierId, value: 'Nguyễn Văn An', headers: {} }];
    await scene.publisher.publish(scene.topic, partition, records);
    await eventually(() => told.length === 2);
    await eventually(async () => (await consumer.state()).behind === 0);
    expect(versionsOf(dossierId)).toEqual([1, 2]);
    const [entry] = await feed.quarantined('probe');
    expect(entry).toMatchObject({ partition, offset: '0', fault: 'header-missing' });
    expect(JSON.stringify(entry)).not.toContain('Nguyễn');
    expect((await consumer.state()).quarantined).toBe(1);
  });

  it('lets others go on behind a slow handler that outlasts the session, and stays a member', async () => {
    const slow = randomUUID();
    const gate = Promise.withResolvers<void>();
    const consumer = await consume(scene.feed({ sessionTimeoutMs: 6_000, heartbeatMs: 1_000 }), async (delivery) => {
      if (delivery.event.dossierId === slow) await gate.promise;
      told.push(delivery);
    });
    await tell(scene.store, slow, 'DossierSubmitted');
    const others = Array.from({ length: 40 }, () => randomUUID());
    for (const dossierId of others) await tell(scene.store, dossierId, ...threeTypes);
    await eventually(() => told.length === 120);
    await pause(8_000);
    expect((await consumer.state()).active).toBe(true);
    gate.resolve();
    await eventually(() => told.length === 121);
    expect(versionsOf(slow)).toEqual([1]);
  });

  it('keeps each dossier in order and tells nothing twice at once while three members come and go', async () => {
    const dossiers = Array.from({ length: 60 }, () => randomUUID());
    const busy = new Set<string>();
    let overlapping = false;
    const handle = async (delivery: Delivery) => {
      const { dossierId } = delivery.event;
      overlapping ||= busy.has(dossierId);
      busy.add(dossierId);
      await pause(dossierId === dossiers[0] ? 2_000 : 5);
      busy.delete(dossierId);
      told.push(delivery);
    };
    await consume(scene.feed(), handle);
    const telling = (async () => {
      for (const type of threeTypes) for (const dossierId of dossiers) await tell(scene.store, dossierId, type);
    })();
    for (let time = 0; time < 2; time += 1) {
      const [second, third] = [await consume(scene.feed(), handle), await consume(scene.feed(), handle)];
      await pause(1_000);
      await Promise.all([second.close(), third.close()]);
    }
    await telling;
    await eventually(() => new Set(told.map(({ event }) => event.id)).size === 180);
    expect(overlapping).toBe(false);
    for (const dossierId of dossiers) expect(versionsOf(dossierId)).toEqual([1, 2, 3]);
  });

  it('killed in the middle of a batch is followed by one that misses nothing and keeps each dossier in order', async () => {
    const { pool, db, topic, groupPrefix, brokers } = scene;
    const start = () => {
      const env = { DATABASE_URL: db.appUrl, TOPIC: topic, GROUP: groupPrefix, BROKERS: brokers };
      const started = startSource(join(import.meta.dirname, 'kafka-feed-crash.fixture.ts'), env);
      cleanups.push(() => started.signal('SIGKILL'));
      return started;
    };
    const count = async (what: string) =>
      Number((await pool.query<{ n: string }>(`SELECT ${what} AS n FROM handled`)).rows[0]!.n);
    const ids = Array.from({ length: 600 }, () => randomUUID());
    await Promise.all(ids.map((id) => tell(scene.store, id, 'DossierSubmitted', 'DossierSubmitted')));
    for (const enough of [100, 500]) {
      const first = start();
      await eventually(async () => (await count('count(*)')) > enough);
      await first.signal('SIGKILL');
    }
    start();
    await eventually(async () => (await count('count(DISTINCT (dossier_id, version))')) === 1_200);
    const { rows } = await pool.query(`
      SELECT dossier_id FROM (SELECT dossier_id, version, lag(version) OVER (PARTITION BY dossier_id ORDER BY first) AS before
        FROM (SELECT dossier_id, version, min(n) AS first FROM handled GROUP BY 1, 2) f) o WHERE version < before`);
    expect(rows).toEqual([]);
  });
});
