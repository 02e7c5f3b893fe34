// The relay as an installation has it, redeliveries included, on the experiment's broker and store.
import { join } from 'node:path';
import type { EventPublisher } from '@motcua/messaging';
import { KafkaPublisher } from '@motcua/messaging/kafka';
import { RelayConfig, RelayModule } from '@motcua/relay';
import { configuredKit, loadConfig, startApp } from '@motcua/service-kit';
import { BoastingPublisher } from './careless-publishers.ts';
import { type FromKafka, KAFKA_ORDER, type ReplayOrder } from './kafka-order.ts';

const order = JSON.parse(process.env[KAFKA_ORDER]!) as ReplayOrder;
const tell = (message: FromKafka): void => void process.send?.(message);
process.on('disconnect', () => process.exit(0));

if (order.without === 'sent-first') boastOfReplays();
const config = loadConfig<RelayConfig>(RelayConfig, {
  MOTCUA_POSTGRES_URL: order.databaseUrl,
  MOTCUA_DATA: order.dataFolder,
  MOTCUA_KEYS: order.keyFile,
  MOTCUA_CATALOGUES: join(import.meta.dirname, '../../catalogues/2020'),
  MOTCUA_AUTH_ISSUER: 'http://127.0.0.1:1/',
  MOTCUA_AUTH_JWKS_URL: 'http://127.0.0.1:1/keys',
  MOTCUA_LOG_LEVEL: 'warn',
  MOTCUA_KAFKA_BROKERS: order.brokers,
  MOTCUA_RELAY_UNIT: 'H99',
});
const kit = { ...configuredKit('relay', config), configs: [config] };
const running = await startApp({ kit, modules: [RelayModule], http: { port: 0 } });
process.once('SIGTERM', () => void running.close().then(() => process.exit(0)));
tell({ ready: true });

/** What is sent again is called sent before it is; the live topic is served as ever. */
function boastOfReplays(): void {
  const publish = Reflect.get(KafkaPublisher.prototype, 'publish') as KafkaPublisher['publish'];
  const boasting = new WeakMap<KafkaPublisher, BoastingPublisher>();
  KafkaPublisher.prototype.publish = function (this: KafkaPublisher, topic, partition, records) {
    if (!topic.includes('.replay.')) return publish.call(this, topic, partition, records);
    const real = { publish: publish.bind(this) } as EventPublisher;
    const late = boasting.get(this) ?? new BoastingPublisher(real);
    boasting.set(this, late);
    return late.publish(topic, partition, records);
  };
}
