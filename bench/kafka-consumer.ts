import { decodeCloudEvent, encodeCloudEvent, lifecycleEvents, type LifecycleEvent } from '@motcua/contracts';
import { toLifecycleEvent } from '@motcua/contracts';
import { PostgresFeedLedger } from '@motcua/messaging/embedded';
import { KafkaFeed, partitionOf } from '@motcua/messaging/kafka';
import { Database } from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { type BenchRow, atLeast, inTurns } from './bench-row.ts';
import { connected, run } from './databases.ts';
import { bareKafka, bareProducers, type SentBatch } from './kafka/bare-producer.ts';
import { kafkaScene, type KafkaScene, PARTITIONS, SOURCE } from './kafka/kafka-scene.ts';

const DOSSIERS = 4_000;
const ROUNDS = 5;
const PER_SEND = 200;
const PATIENCE_MS = 300_000;

const TABLE = `CREATE TABLE projection (
  dossier_id uuid PRIMARY KEY, version int NOT NULL, facts int NOT NULL, status text NOT NULL, moved_at text NOT NULL)`;

/** The projection of both: one row per dossier, one statement and commit per fact. */
async function project(pool: Pool, { dossierId, dossierVersion, type, recordedAt }: LifecycleEvent): Promise<void> {
  await pool.query({
    name: 'project',
    text: `INSERT INTO projection AS p VALUES ($1, $2, 1, $3, $4) ON CONFLICT (dossier_id) DO UPDATE
      SET version = excluded.version, facts = p.facts + 1, status = excluded.status, moved_at = excluded.moved_at`,
    values: [dossierId, dossierVersion, type, recordedAt],
  });
}

/** Counts from the first fact to the last, so that joining a group is nobody's cost. */
class Count {
  private first = 0;
  private done = 0;
  private readonly finished = Promise.withResolvers<number>();
  private readonly expected: number;

  constructor(expected: number) {
    this.expected = expected;
  }

  add(): void {
    const now = performance.now();
    this.done += 1;
    if (this.done === 1) this.first = now;
    if (this.done === this.expected) this.finished.resolve(((this.expected - 1) * 1_000) / (now - this.first));
  }

  /** Facts per second. */
  async rate(): Promise<number> {
    const patience = setTimeout(
      () => this.finished.reject(new Error(`only ${this.done} of ${this.expected} facts came`)),
      PATIENCE_MS,
    );
    return this.finished.promise.finally(() => clearTimeout(patience));
  }
}

/** The facts of the store as the relay would send them. */
async function batchesOf({ store, events }: KafkaScene): Promise<SentBatch[]> {
  const records = Array.from({ length: PARTITIONS }, (): SentBatch['records'][number][] => []);
  let read = 0;
  for await (const slice of store.subscribe(store.start, { categories: ['dossier'] }, new AbortController().signal)) {
    for (const event of slice.events.map(toLifecycleEvent))
      records[partitionOf(event.dossierId, PARTITIONS)]!.push(encodeCloudEvent(event, SOURCE));
    read += slice.events.length;
    if (read === events) break;
  }
  const rounds = Math.ceil(Math.max(...records.map(({ length }) => length)) / PER_SEND);
  return Array.from({ length: rounds }, (_, round) =>
    records.map((all, partition) => ({
      topic: 'lifecycle',
      partition,
      records: all.slice(round * PER_SEND, (round + 1) * PER_SEND),
    })),
  )
    .flat()
    .filter((batch) => batch.records.length > 0);
}

class Contest {
  readonly faults: string[] = [];
  private readonly scene: KafkaScene;
  private readonly batches: readonly SentBatch[];
  private readonly pool: Pool;

  constructor(scene: KafkaScene, batches: readonly SentBatch[], pool: Pool) {
    this.scene = scene;
    this.batches = batches;
    this.pool = pool;
  }

  /** The consumer was there before the facts, as every consumer is but on its first day; then it catches up. */
  async feed(): Promise<number> {
    const { store, cluster } = this.scene;
    const client = { brokers: cluster.brokers.split(','), clientId: 'bench' };
    const feed = new KafkaFeed(store, new PostgresFeedLedger(this.pool), { client, groupPrefix: 'bench.' });
    const topic = await this.scene.topic();
    const types = Object.keys(lifecycleEvents);
    const name = `bench-${randomUUID()}`;
    const consumer = { name, topic, types, startFrom: 'beginning', concurrency: PARTITIONS } as const;
    await (await feed.consume(consumer, () => Promise.resolve())).close();
    await this.fill(topic);
    const count = new Count(this.scene.events);
    const running = await feed.consume(consumer, async ({ event }) => {
      await project(this.pool, event);
      count.add();
    });
    const rate = await count.rate();
    await running.close();
    await feed.close();
    await this.check();
    return rate;
  }

  /** Nothing but kafkajs; a record that comes twice is counted twice. */
  async bare(): Promise<number> {
    const topic = await this.scene.topic();
    await this.fill(topic);
    const count = new Count(this.scene.events);
    const kafka = bareKafka(this.scene.cluster.brokers);
    const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, allowAutoTopicCreation: false });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: PARTITIONS,
      eachMessage: async ({ message: { key, value, headers = {} } }) => {
        await project(this.pool, decodeCloudEvent({ key, value, headers }));
        count.add();
      },
    });
    const rate = await count.rate();
    await consumer.disconnect();
    await this.check();
    return rate;
  }

  private async fill(topic: string): Promise<void> {
    await run(this.scene.database.ownerUrl, 'TRUNCATE projection');
    const producers = await bareProducers(this.scene.cluster.brokers);
    await producers.send(this.batches, () => topic);
    await producers.close();
  }

  private async check(): Promise<void> {
    const wrong = await connected(this.scene.database.ownerUrl, async (client) => {
      const text = `SELECT $1::int - count(*) FILTER (WHERE facts = version AND version = $2)::int AS wrong FROM projection`;
      const perDossier = this.scene.events / DOSSIERS;
      return (await client.query<{ wrong: number }>(text, [DOSSIERS, perDossier])).rows[0]!.wrong;
    });
    if (wrong !== 0) this.faults.push(`${wrong} dossiers wrongly projected`);
  }
}

/** Events per second of a consumer that remembers what it handled, and of one that only handles. */
export async function benchKafkaConsumer(server: PostgresServer): Promise<BenchRow[]> {
  const scene = await kafkaScene(server, DOSSIERS, TABLE, 'GRANT ALL ON projection TO motcua_app');
  const database = new Database({ url: scene.database.appUrl, applicationName: 'bench-consumer' });
  try {
    const contest = new Contest(scene, await batchesOf(scene), database.pool);
    const contestants = [() => contest.feed(), () => contest.bare()];
    for (const contestant of contestants) await contestant(); // warm
    const { medians } = await inTurns(ROUNDS, contestants);
    const [ours, theirs] = medians as [number, number];
    const work = `Kafka consumer: once per fact, ${PARTITIONS} partitions, a projection in PostgreSQL`;
    const against = 'bare kafkajs consumer, same projection, nothing remembered';
    return [atLeast(0.5, { work, unit: 'events/s', ours, against, theirs, faults: contest.faults })];
  } finally {
    await database.close();
    await scene.close();
  }
}
