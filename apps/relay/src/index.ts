export { Relay } from './relay.js';
export type { RelayParts, RelayState } from './relay.js';
export { RelayConfig } from './relay.config.js';
export { relayMigrations } from './relay.migrations.js';
export { RelayModule } from './relay.module.js';
