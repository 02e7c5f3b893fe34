import type { EventFeed } from '@motcua/messaging';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import { KafkaFeed } from '@motcua/messaging/kafka';

import { kafkaAccess } from './config/kafka-access.js';
import type { KitConfig } from './config/kit-config.js';
import type { PartFactory } from './kit-options.js';
import type { Log } from './logging/log.js';

/**
 * The feed that the configuration names. Both keep what they remember in PostgreSQL, so parked facts, redrives and what was
 * handled outlive a change from one to the other.
 *
 * @throws {ConfigInvalid} at once, when Kafka is chosen and half configured
 */
export function configuredFeed(name: string, config: KitConfig, log: Log): PartFactory<EventFeed> {
  switch (config.feed) {
    case 'embedded':
      return ({ eventStore, database, clock }) =>
        new EmbeddedFeed(eventStore, new PostgresFeedLedger(database.pool), { now: () => clock.now() });
    case 'kafka': {
      const client = kafkaAccess(config, `motcua-${name}`);
      return ({ eventStore, database, clock }) =>
        new KafkaFeed(eventStore, new PostgresFeedLedger(database.pool), {
          client,
          now: () => clock.now(),
          onTrouble: (error) => log.warn('feed.trouble', { error }),
        });
    }
  }
}
