import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PostgresFeedLedger } from '../consuming/postgres-feed-ledger.js';
import { EmbeddedFeed } from '../embedded/embedded-feed.js';
import type { Delivery, EventFeed, RunningConsumer } from '../feed.js';
import { publishFrom } from './kafka-feed-bench.fixture.js';
import { eventually, kafkaScene, probeOf, tell, threeTypes, type KafkaScene } from './kafka-feed-scene.fixture.js';

jest.setTimeout(180_000);

describe('a consumer that changes its feed', () => {
  let scene: KafkaScene;
  let running: Set<RunningConsumer>;
  let told: string[];
  let entered: string[];
  let gate: { readonly promise: Promise<void>; resolve(): void } | undefined;
  let broken: string | undefined;

  beforeEach(async () => {
    scene = await kafkaScene();
    [running, told, entered, gate, broken] = [new Set(), [], [], undefined, undefined];
  });

  afterEach(async () => {
    gate?.resolve();
    await Promise.all([...running].map((consumer) => consumer.close()));
    await scene.close();
  });

  function embedded(): EmbeddedFeed {
    const ledger = new PostgresFeedLedger(scene.pool, { ttlMs: 900 });
    return new EmbeddedFeed(scene.plain, ledger, { retry: { tries: 3, pauseMs: () => 5 }, redrivePollMs: 10 });
  }

  async function consume(feed: EventFeed, by = ''): Promise<RunningConsumer> {
    const consumer = await feed.consume(probeOf(scene.topic, { startFrom: 'head' }), async ({ event }: Delivery) => {
      entered.push(by);
      await gate?.promise;
      if (event.dossierId === broken && event.dossierVersion === 2) throw new Error('of no use');
      told.push(`${event.dossierId} ${event.dossierVersion}`);
    });
    running.add(consumer);
    return consumer;
  }

  async function close(consumer: RunningConsumer): Promise<void> {
    running.delete(consumer);
    await consumer.close();
  }

  const publish = (dossierId: string) => publishFrom({ ...scene, store: scene.plain }, `dossier-${dossierId}`, 1);
  const versionsOf = (dossierId: string) => told.filter((fact) => fact.includes(dossierId)).map((fact) => fact.at(-1));
  const places = async () => (await embedded().parked('probe')).map((fact) => [fact.dossierVersion, fact.errorName]);

  it('to Kafka, back and to Kafka again handles every fact once, leaves none out, and keeps what is parked', async () => {
    const [old, one, bad, two, three, four] = Array.from({ length: 6 }, () => randomUUID());
    const parked = [
      [2, 'Error'],
      [3, 'BehindParked'],
    ];
    broken = bad;
    await tell(scene.plain, old!, ...threeTypes); // before its first start
    const first = await consume(embedded());
    for (const dossierId of [one!, bad!]) await tell(scene.plain, dossierId, ...threeTypes);
    await eventually(async () => told.length === 4 && (await places()).length === 2);
    await close(first);

    await tell(scene.plain, two!, 'DossierSubmitted'); // while none is at work
    const second = await consume(scene.feed());
    for (const dossierId of [old!, one!, bad!, two!]) await publish(dossierId); // the relay begins at the beginning
    await tell(scene.store, two!, 'DossierAccepted');
    await eventually(async () => versionsOf(two!).length === 2 && (await second.state()).behind === 0);
    expect(await places()).toEqual(parked);
    await close(second);

    await tell(scene.plain, three!, 'DossierSubmitted');
    const third = await consume(embedded());
    await tell(scene.plain, two!, 'ResultReturned');
    await eventually(async () => (await third.state()).behind === 0);
    expect(await places()).toEqual(parked);
    await close(third);

    const fourth = await consume(scene.feed());
    await publishFrom({ ...scene, store: scene.plain }, `dossier-${two!}`, 3);
    await publish(three!);
    await tell(scene.store, four!, ...threeTypes);
    await eventually(async () => versionsOf(four!).length === 3 && (await fourth.state()).behind === 0);
    broken = undefined;
    await scene.feed().redrive('probe');
    await eventually(async () => (await places()).length === 0);

    const all = ['1', '2', '3'];
    expect([one, bad, two, four].map((dossierId) => versionsOf(dossierId!))).toEqual([all, all, all, all]);
    expect(versionsOf(three!)).toEqual(['1']);
    expect(versionsOf(old!)).toEqual([]);
  });

  it.each([
    { from: 'the store', to: 'Kafka', feeds: (): [EventFeed, EventFeed] => [embedded(), scene.feed()] },
    { from: 'Kafka', to: 'the store', feeds: (): [EventFeed, EventFeed] => [scene.feed(), embedded()] },
  ])('from $from to $to one process after the other is never served by both at once', async ({ feeds }) => {
    const [before, after] = feeds();
    const earlier = await consume(before, 'earlier');
    gate = Promise.withResolvers<void>();
    await tell(scene.store, randomUUID(), ...threeTypes);
    await eventually(() => entered.length === 1);
    const later = await consume(after, 'later');
    await eventually(async () => entered.length > 1 || (await later.state()).frozenForMs > 3_000);
    expect(entered).toEqual(['earlier']);
    gate.resolve();
    await eventually(() => told.length === 3);
    await close(earlier);
    await tell(scene.store, randomUUID(), ...threeTypes);
    await eventually(async () => told.length === 6 && (await later.state()).behind === 0);
    expect(new Set(told).size).toBe(6);
  });
});
