import { topics } from '@motcua/contracts';
import { EventStore } from '@motcua/event-store';
import { EventPublisher } from '@motcua/messaging';
import { KafkaPublisher } from '@motcua/messaging/kafka';
import { Database, kafkaAccess, Log, Metrics } from '@motcua/service-kit';
import { type FactoryProvider, Module } from '@nestjs/common';
import { redeliveries } from './redeliver/redeliveries.js';
import { Relay, type RelayParts } from './relay.js';
import { RelayConfig } from './relay.config.js';
import { RelayWatch } from './relay-watch.js';

const publisher: FactoryProvider<EventPublisher> = {
  provide: EventPublisher,
  inject: [RelayConfig],
  useFactory: (config: RelayConfig) => new KafkaPublisher(kafkaAccess(config, 'motcua-relay')),
};

const relay: FactoryProvider<Relay> = {
  provide: Relay,
  inject: [RelayConfig, EventStore, Database, EventPublisher, Log, Metrics],
  useFactory: (config: RelayConfig, ...[store, { pool }, to, log, metrics]: Ports) => {
    const parts: RelayParts = {
      store,
      pool,
      publisher: to,
      topics: { lifecycle: topics.dossierLifecycle, snapshot: topics.dossierSnapshot },
      source: `/motcua/${config.unit}/dossiers`,
      window: config.window,
      onPublished: (topic) => metrics.publishedRecords.inc({ topic }),
      onTrouble: (error) => log.error('relay.trouble', { error }),
    };
    return new Relay(parts);
  },
};

type Ports = [EventStore, Database, EventPublisher, Log, Metrics];

/** Event store -> Kafka, in order, nothing missing. */
@Module({ providers: [publisher, relay, RelayWatch, redeliveries] })
export class RelayModule {}
