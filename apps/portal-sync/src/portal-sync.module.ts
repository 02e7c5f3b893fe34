import { Clock, Database, deliveryActs, DeliveryReach, FileLinks, Sealer } from '@motcua/service-kit';
import { Module, type FactoryProvider } from '@nestjs/common';
import { AccountConsumer } from './accounts/account.consumer.js';
import { AccountResolver } from './accounts/account-resolver.js';
import { CatalogueController } from './catalogues/catalogue.controller.js';
import { CatalogueFetch } from './catalogues/catalogue-fetch.js';
import { PortalCatalogues } from './catalogues/portal-catalogues.js';
import { LaneFollower } from './deliveries/lane-follower.js';
import { OfficerTasks } from './deliveries/officer-tasks.js';
import { ParityController } from './deliveries/parity.controller.js';
import { PortalLanes } from './deliveries/portal-lanes.js';
import { PortalReach } from './deliveries/portal-reach.js';
import { SyncStates } from './deliveries/sync-states.js';
import { SyncWatch } from './deliveries/sync-watch.js';
import { PortalDossiers } from './dossiers/portal-dossiers.js';
import { PortalLinks } from './dossiers/portal-links.js';
import { DossierCommands } from './portal/dossier-commands.js';
import { portalEngine } from './portal/portal-engine.js';
import { PortalWire } from './portal/portal-wire.js';
import { SyncTimers } from './portal/sync-timers.js';
import { PortalSyncConfig } from './portal-sync.config.js';
import { LifecycleConsumer } from './statuses/lifecycle.consumer.js';

const wire: FactoryProvider<PortalWire> = {
  provide: PortalWire,
  inject: [PortalSyncConfig, Database, Sealer, Clock],
  useFactory: (config: PortalSyncConfig, database: Database, sealer: Sealer, clock: Clock) =>
    PortalWire.open(config, database, sealer, clock),
};

const fileLinks: FactoryProvider<FileLinks> = {
  provide: FileLinks,
  inject: [Database, Sealer, Clock],
  useFactory: (database: Database, sealer: Sealer, clock: Clock) => new FileLinks(database, sealer, clock),
};

/** Keeps the National Public Service Portal in step: dossiers, progress, accounts, catalogues. */
@Module({
  controllers: [LifecycleConsumer, AccountConsumer, ParityController, deliveryActs('portal-sync'), CatalogueController],
  providers: [
    wire,
    fileLinks,
    portalEngine,
    SyncTimers,
    DossierCommands,
    PortalDossiers,
    PortalLinks,
    LaneFollower,
    OfficerTasks,
    SyncStates,
    SyncWatch,
    PortalLanes,
    { provide: DeliveryReach, useClass: PortalReach },
    AccountResolver,
    CatalogueFetch,
    PortalCatalogues,
  ],
})
export class PortalSyncModule {}
