export { PortalSyncConfig } from './portal-sync.config.js';
export { PortalSyncModule } from './portal-sync.module.js';
export { portalMigrations } from './portal.migrations.js';
