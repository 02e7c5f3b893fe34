import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startKafka, startSource, testKafka, type TestKafka } from '@motcua/testing';
import { EventPublisher, PublishFailed, type TopicRecord } from '@motcua/messaging';
import { join } from 'node:path';
import { onceEach, type RelayScene, relayScene, versionsOf } from './relay-scene.fixture.js';

jest.setTimeout(180_000);

let kafka: TestKafka;
let scene: RelayScene;
let topics: { lifecycle: string; snapshot: string };

beforeEach(async () => {
  kafka = await testKafka();
  topics = {
    lifecycle: await kafka.topic({ partitions: 6 }),
    snapshot: await kafka.topic({ partitions: 6, config: { 'cleanup.policy': 'compact' } }),
  };
  scene = await relayScene(kafka.brokers, topics);
});
afterEach(() => scene.close());

/** Every dossier's versions 1..3 in order, repetitions taken away; its snapshot is that of the last and never went back. */
async function expectWhole(ids: readonly string[]): Promise<void> {
  const versions = versionsOf(await scene.events());
  expect([...versions.keys()].toSorted()).toEqual([...ids].toSorted());
  for (const told of versions.values()) expect(onceEach(told)).toEqual([1, 2, 3]);
  const snapshots = versionsOf(await scene.snapshots());
  expect(ids.map((id) => snapshots.get(id)?.at(-1))).toEqual(ids.map(() => 3));
  for (const written of snapshots.values()) expect(written).toEqual(written.toSorted((a, b) => a - b));
}

/** The real one, with one thing that goes wrong. */
class Faulty extends EventPublisher {
  constructor(
    private readonly real: EventPublisher,
    private readonly after: (topic: string, sent: number) => void,
  ) {
    super();
  }

  private sent = 0;

  override partitions(topic: string): Promise<number> {
    return this.real.partitions(topic);
  }

  override async publish(topic: string, partition: number, records: readonly TopicRecord[]): Promise<bigint[]> {
    const offsets = await this.real.publish(topic, partition, records);
    this.sent += 1;
    this.after(topic, this.sent);
    return offsets;
  }

  override close(): Promise<void> {
    return this.real.close();
  }
}

describe('the relay', () => {
  it('publishes history and what comes after, once each, and the latest snapshot of each dossier', async () => {
    const before = await scene.tell(200);
    const relay = scene.relay();
    relay.start();
    await scene.arrived(relay);
    const after = await scene.tell(50);
    await scene.arrived(relay);
    await expectWhole([...before, ...after]);
    expect((await scene.events()).length).toBe(750);
  });

  it('goes on where it stopped, and never writes an older snapshot over a newer one', async () => {
    const first = scene.relay();
    const ids = await scene.tell(100);
    first.start();
    await scene.arrived(first);
    await first.stop();
    ids.push(...(await scene.tell(100)));
    const second = scene.relay();
    second.start();
    await scene.arrived(second);
    await expectWhole(ids);
    expect((await scene.events()).length).toBe(600);
  });

  it('sends a batch again that was written and not acknowledged, and skips nothing', async () => {
    const failing = new Faulty(scene.publisher(), (_topic, sent) => {
      if (sent % 3 === 1) throw new PublishFailed('the answer was lost');
    });
    const ids = await scene.tell(100);
    const relay = scene.relay({ publisher: failing, window: 100 });
    relay.start();
    await scene.arrived(relay);
    await expectWhole(ids);
    expect((await scene.events()).length).toBeGreaterThan(300);
  });

  it('has one active and one warm spare, which takes over', async () => {
    const [one, other] = [scene.relay(), scene.relay()];
    one.start();
    const ids = await scene.tell(50);
    await scene.arrived(one);
    other.start();
    await pause(300);
    expect((await one.state()).active).toBe(true);
    expect((await other.state()).active).toBe(false);
    await one.stop();
    ids.push(...(await scene.tell(50)));
    await scene.arrived(other);
    expect((await other.state()).active).toBe(true);
    await expectWhole(ids);
  });

  it('refuses a topic whose partitions were changed, and says so as long as it stands', async () => {
    await scene.tell(1);
    const relay = scene.relay();
    relay.start();
    await scene.arrived(relay);
    await relay.stop();
    const publisher = scene.publisher();
    const counted = new Faulty(publisher, () => undefined);
    counted.partitions = async () => 7;
    const refused = scene.relay({ publisher: counted });
    await scene.tell(1);
    refused.start();
    while (scene.troubles.length === 0) await pause(20);
    expect(scene.troubles[0]).toMatchObject({ name: 'PartitionsChanged', before: 6, now: 7 });
    expect((await scene.events()).length).toBe(3);
    await refused.state();
    await pause(10);
    expect((await refused.state()).frozenForMs).toBeGreaterThan(0);
  });

  it('killed between send and checkpoint, its successor leaves nothing out', async () => {
    const ids = await scene.tell(300);
    const settings = { RELAY_BROKERS: kafka.brokers, RELAY_URL: scene.db.appUrl, RELAY_TOPICS: JSON.stringify(topics) };
    for (const after of ['2', '9']) {
      const child = startSource(join(import.meta.dirname, 'relay-crash.fixture.ts'), { ...settings, DIE_AFTER: after });
      await new Promise((resolve) => child.child.once('exit', resolve));
      expect(child.child.signalCode).toBe('SIGKILL');
    }
    const relay = scene.relay();
    relay.start();
    await scene.arrived(relay);
    await expectWhole(ids);
    expect((await scene.events()).length).toBeGreaterThan(900);
  });
});

describe('a broker that goes away', () => {
  it('holds the relay up and loses nothing', async () => {
    const cluster = await startKafka();
    for (const topic of ['lifecycle', 'snapshot']) await cluster.createTopic(topic, { partitions: 3 });
    const own = await relayScene(cluster.brokers, { lifecycle: 'lifecycle', snapshot: 'snapshot' });
    try {
      const ids = await own.tell(50);
      const relay = own.relay();
      relay.start();
      await own.arrived(relay);
      await cluster.killBroker(1);
      ids.push(...(await own.tell(50)));
      expect((await relay.state()).behind).toBeGreaterThan(0);
      await pause(5_000);
      cluster.startBroker(1);
      await own.arrived(relay);
      const versions = versionsOf(await own.events());
      for (const id of ids) expect(onceEach(versions.get(id) ?? [])).toEqual([1, 2, 3]);
    } finally {
      await own.close();
      await cluster.stop();
    }
  });
});
