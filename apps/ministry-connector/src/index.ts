export { MinistryConnectorConfig } from './ministry-connector.config.js';
export { MinistryConnectorModule } from './ministry-connector.module.js';
export { connectorMigrations } from './connector.migrations.js';
