// A relay of the product on the experiment's broker and store, with what the experiment put around its publisher.
import { topics } from '@motcua/contracts';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { KafkaPublisher } from '@motcua/messaging/kafka';
import { Relay } from '@motcua/relay';
import { Database } from '@motcua/service-kit';
import { carelessPublisher } from './careless-publishers.ts';
import { type FromKafka, KAFKA_ORDER, type RelayOrder } from './kafka-order.ts';

/** Long enough for the checkpoint to be saved, and shorter than a careless publisher waits. */
const AFTER_CHECKPOINT_MS = 100;

const order = JSON.parse(process.env[KAFKA_ORDER]!) as RelayOrder;
const tell = (message: FromKafka): void => void process.send?.(message);

// an orphan would go on relaying for an experiment that is over
process.on('disconnect', () => process.exit(0));

const client = {
  brokers: order.brokers.split(','),
  clientId: order.name,
  ...(order.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: order.requestTimeoutMs }),
};
const careful = new KafkaPublisher(client);
const publisher = order.without === undefined ? careful : carelessPublisher(order.without, client, careful);
const publish = publisher.publish.bind(publisher);
let left = order.dieAfter ?? Number.POSITIVE_INFINITY;
publisher.publish = async (...batch) => {
  const offsets = await publish(...batch);
  left -= 1;
  if (left === 0) await die();
  return offsets;
};

const relay = new Relay({
  store: new PostgresEventStore({ url: order.databaseUrl }),
  pool: new Database({ url: order.databaseUrl, applicationName: order.name }).pool,
  publisher,
  topics: { lifecycle: topics.dossierLifecycle, snapshot: topics.dossierSnapshot },
  source: '/motcua/H99/dossiers',
  window: 1_000,
  ...(order.leaseMs === undefined ? {} : { leaseTtlMs: order.leaseMs }),
  onPublished: () => undefined,
  onTrouble: (error) => {
    console.error(error);
    tell({ trouble: error instanceof Error ? error.name : 'Error' });
  },
});
relay.start();
process.once('SIGTERM', () => void relay.stop().then(() => process.exit(0)));
tell({ ready: true });

/** Before the checkpoint tells of what was acknowledged; where nothing waits for the broker, right after it. */
async function die(): Promise<void> {
  if (order.without === 'acknowledged-first')
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), AFTER_CHECKPOINT_MS);
  else process.kill(process.pid, 'SIGKILL');
}
