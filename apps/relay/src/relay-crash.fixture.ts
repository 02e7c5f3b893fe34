import { PostgresEventStore } from '@motcua/event-store/postgres';
import { KafkaPublisher } from '@motcua/messaging/kafka';
import pg from 'pg';
import { Relay } from './relay.js';

/** A relay that is killed when the broker has acknowledged its n-th batch and no checkpoint tells of it. */
const { RELAY_BROKERS: brokers, RELAY_URL: url, RELAY_TOPICS: topics, DIE_AFTER: dieAfter } = process.env;
const publisher = new KafkaPublisher({ brokers: brokers!.split(','), clientId: 'relay-crash' });
const publish = publisher.publish.bind(publisher);
let left = Number(dieAfter);
publisher.publish = async (...batch) => {
  const offsets = await publish(...batch);
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  return offsets;
};

new Relay({
  store: new PostgresEventStore({ url: url! }),
  pool: new pg.Pool({ connectionString: url!, idle_in_transaction_session_timeout: 10_000 }),
  publisher,
  topics: JSON.parse(topics!) as { lifecycle: string; snapshot: string },
  source: '/motcua/H99/dossiers',
  window: 100,
  onPublished: () => undefined,
  onTrouble: (error) => console.error(error),
}).start();
