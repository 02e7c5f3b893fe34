import { decodeCloudEvent, topics } from '@motcua/contracts';
import { relayMigrations } from '@motcua/relay';
import { DemoIssuer, migrate, newKeyRing, writeKeyFile } from '@motcua/service-kit';
import { startKafka, type PostgresServer } from '@motcua/testing/backends';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BenchRow, below, quantile } from './bench-row.ts';
import { Citizens } from './citizens.ts';
import { productDatabase } from './databases.ts';
import { bareKafka } from './kafka/bare-producer.ts';
import { newTopic } from './kafka/kafka-scene.ts';
import { startServer } from './servers/server-process.ts';

const STEADY = { perSecond: 50, seconds: 30 };
const WARM = { perSecond: 20, seconds: 5 };
const PATIENCE_MS = 60_000;

/** When a subscriber first saw a fact: `<dossierId> <type>` -> `performance.now()`. */
async function subscriber(brokers: string) {
  const seen = new Map<string, number>();
  const consumer = bareKafka(brokers).consumer({ groupId: `bench-${randomUUID()}`, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topic: topics.dossierLifecycle, fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message: { key, value, headers = {} } }) => {
      const { dossierId, type } = decodeCloudEvent({ key, value, headers });
      const fact = `${dossierId} ${type}`;
      if (!seen.has(fact)) seen.set(fact, performance.now());
      return Promise.resolve();
    },
  });
  return { seen, close: () => consumer.disconnect() };
}

type Due = readonly { readonly dossierId: string; readonly due: number }[];

/** Milliseconds from when the submission was due until a subscriber had the fact; Infinity for those that never came. */
async function untilSeen(seen: ReadonlyMap<string, number>, told: Due, type: string): Promise<number[]> {
  const deadline = performance.now() + PATIENCE_MS;
  while (told.some(({ dossierId }) => !seen.has(`${dossierId} ${type}`)) && performance.now() < deadline)
    await pause(50);
  return told.map(({ dossierId, due }) => (seen.get(`${dossierId} ${type}`) ?? Infinity) - due);
}

/**
 * From a citizen's submission to an integrator who holds the fact: HTTP, event store, relay, a real broker, a plain kafkajs
 * consumer. Each is timed from the moment it was due.
 */
export async function benchKafkaLatency(server: PostgresServer): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  await writeKeyFile(join(folder, 'keys', 'motcua.keys'), newKeyRing());
  const issuer = await DemoIssuer.open(join(folder, 'keys'));
  const database = await productDatabase(server);
  await migrate(database.ownerUrl, relayMigrations);
  const cluster = await startKafka();
  const { brokers } = cluster;
  for (const topic of [topics.dossierLifecycle, topics.dossierSnapshot]) await newTopic(cluster, topic);
  const order = { databaseUrl: database.appUrl, folder, brokers };
  const [product, relay] = [await startServer('product.ts', order), await startServer('relay.ts', order)];
  const [citizens, listener] = [await Citizens.of(product.url, issuer), await subscriber(brokers)];
  try {
    const { seen } = listener;
    const warm = await told(citizens, WARM);
    await untilSeen(seen, warm, 'DossierCodeAssigned');
    const measured = await told(citizens, STEADY);
    const submitted = await untilSeen(seen, measured, 'DossierSubmitted');
    const coded = await untilSeen(seen, measured, 'DossierCodeAssigned');
    const lost = submitted.filter((ms) => ms === Infinity).length;
    const { perSecond, seconds } = STEADY;
    const missing = perSecond * seconds - measured.length;
    const faults = [
      ...(lost > 0 ? [`${lost} submissions never came to the topic`] : []),
      ...(missing > 0 ? [`${missing} submissions were refused`] : []),
    ];
    const against = 'its own goal (Open Notificaties: up to 20 s, by its documentation)';
    const row = (work: string, ms: readonly number[]) =>
      below(1_000, {
        work: `p99 ${work}, ${perSecond}/s`,
        unit: 'ms',
        ours: quantile(ms, 0.99),
        against,
        more: { p50: quantile(ms, 0.5), p95: quantile(ms, 0.95), max: Math.max(...ms) },
        faults,
      });
    return [
      row('from submission over HTTP until a subscriber on Kafka has it', submitted),
      row('the same until it has the code', coded),
    ];
  } finally {
    for (const each of [citizens, listener, product, relay]) await each.close();
    await cluster.stop();
    await rm(folder, { recursive: true });
  }
}

async function told(citizens: Citizens, load: typeof STEADY): Promise<Due> {
  const answers: { dossierId: string; due: number }[] = [];
  await citizens.steadily(load.perSecond, load.seconds, (dossierId, due) => void answers.push({ dossierId, due }));
  return answers;
}
