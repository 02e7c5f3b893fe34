import { PostgresEventStore } from '@motcua/event-store/postgres';
import pg from 'pg';
import { PostgresFeedLedger } from '../consuming/postgres-feed-ledger.js';
import { KafkaFeed } from './kafka-feed.js';

// The process that specs kill: writes down each fact it handles, slowly enough to be killed in the middle of many.
const { DATABASE_URL: url, TOPIC: topic, GROUP: groupPrefix, BROKERS: brokers } = process.env as Record<string, string>;
const pool = new pg.Pool({ connectionString: url!, idle_in_transaction_session_timeout: 5_000 });
pool.on('connect', (client) => client.on('error', () => undefined));
pool.on('error', () => undefined);
const feed = new KafkaFeed(new PostgresEventStore({ url: url! }), new PostgresFeedLedger(pool, { ttlMs: 900 }), {
  client: { brokers: brokers!.split(','), clientId: `spec-${process.pid}` },
  groupPrefix: groupPrefix!,
  retry: { tries: 3, pauseMs: () => 20 },
  sessionTimeoutMs: 6_000,
  heartbeatMs: 1_000,
});
await feed.consume(
  { name: 'crash', topic: topic!, types: ['DossierSubmitted'], startFrom: 'beginning', concurrency: 4 },
  async ({ event }) => {
    await pool.query('INSERT INTO handled (dossier_id, version, pid) VALUES ($1, $2, $3)', [
      event.dossierId,
      event.dossierVersion,
      process.pid,
    ]);
  },
);
process.send?.('consuming');
