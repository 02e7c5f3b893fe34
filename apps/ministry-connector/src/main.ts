import { lifecycleEvents } from '@motcua/contracts';
import { bootstrap } from '@motcua/service-kit';
import { connectorMigrations } from './connector.migrations.js';
import { MinistryConnectorConfig } from './ministry-connector.config.js';
import { MinistryConnectorModule } from './ministry-connector.module.js';

await bootstrap({
  name: 'ministry-connector',
  module: MinistryConnectorModule,
  config: MinistryConnectorConfig,
  migrations: connectorMigrations,
  eventTypes: Object.keys(lifecycleEvents),
  api: { title: 'Motcua: ministry connector', version: '1' },
});
