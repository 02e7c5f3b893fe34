// A consumer of the topic: counts and chains the facts of each dossier, and writes down each handling for the auditor.
import { setTimeout as pause } from 'node:timers/promises';
import { lifecycleEvents, topics } from '@motcua/contracts';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import type { Delivery } from '@motcua/messaging';
import { PostgresFeedLedger } from '@motcua/messaging/embedded';
import { KafkaFeed } from '@motcua/messaging/kafka';
import { Database } from '@motcua/service-kit';
import { believeAnyTopic } from '../processes/careless-restores.ts';
import { ForgetfulLedger, LeaselessLedger } from './careless-ledgers.ts';
import { type ConsumerOrder, type FromKafka, KAFKA_ORDER } from './kafka-order.ts';

const SLOW_MS = 1_500;
const QUICK_MS = 3;
/** One dossier in sixteen, by the end of its id, has a handler that takes long. */
const SLOW = /0$/;

const order = JSON.parse(process.env[KAFKA_ORDER]!) as ConsumerOrder;
const tell = (message: FromKafka): void => void process.send?.(message);
process.on('disconnect', () => process.exit(0));

if (order.without === 'unstored') believeAnyTopic();
const { pool } = new Database({ url: order.databaseUrl, applicationName: order.name });
const feed = new KafkaFeed(new PostgresEventStore({ url: order.databaseUrl }), ledger(), {
  client: { brokers: order.brokers.split(','), clientId: order.name },
  sessionTimeoutMs: 6_000,
  heartbeatMs: 1_000,
  retry: { tries: 3, pauseMs: () => 50 },
  onTrouble: (error) => {
    console.error(error);
    tell({ trouble: error instanceof Error ? error.name : 'Error' });
  },
});
const running = await feed.consume(
  {
    name: 'chaos',
    topic: topics.dossierLifecycle,
    types: Object.keys(lifecycleEvents),
    startFrom: 'beginning',
    concurrency: 8,
  },
  handle,
);
process.once('SIGTERM', () => void running.close().then(() => process.exit(0)));
tell({ ready: true });

function ledger(): PostgresFeedLedger {
  const options = { ttlMs: 3_000 };
  if (order.without === 'dedupe') return new ForgetfulLedger(pool, options);
  return order.without === 'partition-lease' ? new LeaselessLedger(pool) : new PostgresFeedLedger(pool, options);
}

/** Adds the fact to its dossier's row, unless it is in there already. */
const ADD = `
  INSERT INTO chaos.projection AS p (dossier_id, version, facts, digest) VALUES ($1, $2, 1, md5($3::text))
  ON CONFLICT (dossier_id) DO UPDATE SET version = $2, facts = p.facts + 1, digest = md5(p.digest || $3::text)`;

async function handle({ event: { id, dossierId, dossierVersion } }: Delivery): Promise<void> {
  const { rows } = await pool.query<{ n: string }>(
    'INSERT INTO chaos.handled (dossier_id, version, process) VALUES ($1, $2, $3) RETURNING n',
    [dossierId, dossierVersion, order.name],
  );
  await pause(SLOW.test(dossierId) ? SLOW_MS : QUICK_MS);
  const once = order.without === 'dedupe' ? '' : ' WHERE p.version < $2';
  await pool.query(ADD + once, [dossierId, dossierVersion, id]);
  await pool.query('UPDATE chaos.handled SET ended = clock_timestamp() WHERE n = $1', [rows[0]!.n]);
}
