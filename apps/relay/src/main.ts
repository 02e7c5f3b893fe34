import { bootstrap } from '@motcua/service-kit';
import { RelayConfig } from './relay.config.js';
import { relayMigrations } from './relay.migrations.js';
import { RelayModule } from './relay.module.js';

await bootstrap({ name: 'relay', module: RelayModule, config: RelayConfig, migrations: relayMigrations });
