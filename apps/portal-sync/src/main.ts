import { lifecycleEvents } from '@motcua/contracts';
import { bootstrap } from '@motcua/service-kit';
import { portalMigrations } from './portal.migrations.js';
import { PortalSyncConfig } from './portal-sync.config.js';
import { PortalSyncModule } from './portal-sync.module.js';

await bootstrap({
  name: 'portal-sync',
  module: PortalSyncModule,
  config: PortalSyncConfig,
  migrations: portalMigrations,
  eventTypes: Object.keys(lifecycleEvents),
  api: { title: 'Motcua: national portal', version: '1' },
});
