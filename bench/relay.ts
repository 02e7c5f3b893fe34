import { Relay } from '@motcua/relay';
import { Database } from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import { setTimeout as pause } from 'node:timers/promises';
import { type BenchRow, atLeast, inTurns } from './bench-row.ts';
import { run } from './databases.ts';
import { type SentBatch, bareKafka, bareProducers, RecordingPublisher } from './kafka/bare-producer.ts';
import { kafkaScene, type KafkaScene, SOURCE } from './kafka/kafka-scene.ts';

const DOSSIERS = 20_000;
const ROUNDS = 5;
const POLL_MS = 5;

interface Relayed {
  readonly topics: { readonly lifecycle: string; readonly snapshot: string };
  readonly batches: readonly SentBatch[];
}

/** One kind of round: the relay, then kafkajs alone with what the relay had sent. */
class Match {
  readonly faults: string[] = [];
  /** Records of one round on all topics. */
  records = 0;
  sends = 0;
  /** What the relay got over by itself, e.g. a store that did not answer in time; its round was slower for it. */
  troubles = 0;
  private last: Relayed | undefined;
  private readonly scene: KafkaScene;
  private readonly both: boolean;

  /** @param both false: what goes to the snapshot topic is folded, encoded and dropped instead of sent */
  constructor(scene: KafkaScene, both: boolean) {
    this.scene = scene;
    this.both = both;
  }

  /** The whole store, from its first event to the acknowledgement of its last. @returns events per second */
  async relay(): Promise<number> {
    const { scene } = this;
    const { brokers } = scene.cluster;
    const topics = { lifecycle: await scene.topic(), snapshot: await scene.topic({ 'cleanup.policy': 'compact' }) };
    await run(scene.database.ownerUrl, `DELETE FROM kit.checkpoints WHERE consumer = 'feed:relay'`);
    const database = new Database({ url: scene.database.appUrl, applicationName: 'bench-relay' });
    const publisher = new RecordingPublisher(brokers, this.both ? undefined : topics.snapshot);
    const onTrouble = () => void (this.troubles += 1);
    const parts = { store: scene.store, pool: database.pool, publisher, topics, source: SOURCE, window: 8_192 };
    const published = Promise.withResolvers<void>();
    let left = scene.events;
    const onPublished = (topic: string) => {
      if (topic === topics.lifecycle) left -= 1;
      if (left === 0) published.resolve();
    };
    const relay = new Relay({ ...parts, onPublished, onTrouble });
    const start = performance.now();
    relay.start();
    await published.promise; // asking the store all the while would be a load of its own
    while ((await relay.state()).behind > 0) await pause(POLL_MS);
    const seconds = (performance.now() - start) / 1_000;
    await relay.stop();
    await publisher.close();
    await database.close();
    this.last = { topics, batches: publisher.batches };
    this.sends = publisher.batches.length;
    this.records = publisher.batches.reduce((sum, { records }) => sum + records.length, 0);
    await this.count(topics.lifecycle);
    return scene.events / seconds;
  }

  /** The sends of the relay's last round again, to new topics. @returns events per second, as the relay counts them */
  async bare(): Promise<number> {
    const { topics, batches } = this.last!;
    const to = new Map([
      [topics.lifecycle, await this.scene.topic()],
      [topics.snapshot, await this.scene.topic({ 'cleanup.policy': 'compact' })],
    ]);
    const producers = await bareProducers(this.scene.cluster.brokers);
    const start = performance.now();
    await producers.send(batches, (topic) => to.get(topic)!);
    const seconds = (performance.now() - start) / 1_000;
    await producers.close();
    return this.scene.events / seconds;
  }

  private async count(topic: string): Promise<void> {
    const admin = bareKafka(this.scene.cluster.brokers).admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    const there = offsets.reduce((sum, { high }) => sum + Number(high), 0);
    if (there < this.scene.events) this.faults.push(`${there} records of ${this.scene.events} events`);
  }
}

/**
 * The relay from the store to a real broker, and kafkajs with the very same records in the very same sends, already in memory:
 * what reading, mapping, folding snapshots, encoding and checkpoints cost.
 */
export async function benchRelay(server: PostgresServer): Promise<BenchRow[]> {
  const scene = await kafkaScene(server, DOSSIERS);
  try {
    const [one, both] = [new Match(scene, false), new Match(scene, true)];
    const contestants = [() => one.relay(), () => one.bare(), () => both.relay(), () => both.bare()];
    for (const contestant of contestants) await contestant(); // warm
    const { medians } = await inTurns(ROUNDS, contestants);
    const [ours, bare, oursBoth, bareBoth] = medians as [number, number, number, number];
    const row = (match: Match, figures: { work: string; ours: number; theirs: number }): BenchRow =>
      atLeast(0.8, {
        ...figures,
        unit: 'events/s',
        against: 'bare kafkajs, the same records in the same sends, from memory',
        more: { 'records per send': match.records / match.sends, troubles: match.troubles },
        faults: match.faults,
      });
    return [
      row(one, { work: 'relay store -> Kafka, lifecycle topic', ours, theirs: bare }),
      row(both, { work: 'same, with the snapshot topic', ours: oursBoth, theirs: bareBoth }),
    ];
  } finally {
    await scene.close();
  }
}
