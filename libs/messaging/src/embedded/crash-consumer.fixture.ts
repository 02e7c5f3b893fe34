import { topics } from '@motcua/contracts';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import pg from 'pg';
import { EmbeddedFeed } from './embedded-feed.js';
import { PostgresFeedLedger } from '../consuming/postgres-feed-ledger.js';

// The process that crash specs kill: writes down each fact it handles, slowly enough to be killed in the middle of many.
const url = process.env['DATABASE_URL']!;
const pool = new pg.Pool({ connectionString: url, idle_in_transaction_session_timeout: 5_000 });
pool.on('connect', (client) => client.on('error', () => undefined));
pool.on('error', () => undefined);
const store = new PostgresEventStore({ url });
const feed = new EmbeddedFeed(store, new PostgresFeedLedger(pool, { ttlMs: 900 }), {
  retry: { tries: 3, pauseMs: () => 20 },
});
await feed.consume(
  {
    name: 'crash',
    topic: topics.dossierLifecycle,
    types: ['DossierSubmitted'],
    startFrom: 'beginning',
    concurrency: 8,
  },
  async ({ event }) => {
    await pool.query('INSERT INTO handled (dossier_id, version, pid) VALUES ($1, $2, $3)', [
      event.dossierId,
      event.dossierVersion,
      process.pid,
    ]);
  },
);
process.send?.('consuming');
