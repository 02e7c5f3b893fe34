import { Clock, Database, DeliveryEngine, DeliveryReach, Sealer, deliveryActs } from '@motcua/service-kit';
import { Module } from '@nestjs/common';
import { DeliveriesController } from './admin/deliveries.controller.js';
import { HandedOverReach } from './admin/handed-over-reach.js';
import { LaneList } from './admin/lane-list.js';
import { DossierDesk } from './dossier/dossier-desk.js';
import { HandedDossiers } from './dossier/handed-dossiers.js';
import { FollowUp } from './follow/follow-up.js';
import { ResultReports } from './follow/result-reports.js';
import { DossierLifecycleConsumer } from './hand-over/dossier-lifecycle.consumer.js';
import { HandOver } from './hand-over/hand-over.js';
import { HandedOver } from './hand-over/handed-over.js';
import { OwnSteps } from './hand-over/own-steps.js';
import { ConnectorLanes } from './lanes/connector-lanes.js';
import { ConnectorTimers } from './lanes/connector-timers.js';
import { MinistrySystems } from './lanes/ministry-systems.js';
import { MinistryConnectorConfig } from './ministry-connector.config.js';
import { ChangeLists } from './poll/change-lists.js';
import { PollTimes } from './poll/poll-times.js';
import { StatusPolls } from './poll/status-polls.js';
import { LaneTasks } from './send/lane-tasks.js';
import { BacklogWatch } from './watch/backlog-watch.js';
import { MinistryWire } from './wire/ministry-wire.js';

/** Hands accepted dossiers to the ministries' systems, asks for their answers and brings the results back. */
@Module({
  controllers: [DossierLifecycleConsumer, DeliveriesController, deliveryActs('ministry-connector')],
  providers: [
    {
      provide: MinistryWire,
      inject: [MinistryConnectorConfig, Database, Sealer, Clock],
      useFactory: (config: MinistryConnectorConfig, database: Database, sealer: Sealer, clock: Clock) =>
        MinistryWire.open(config, database, sealer, clock),
    },
    { provide: DeliveryEngine, useExisting: ConnectorLanes },
    { provide: DeliveryReach, useClass: HandedOverReach },
    ConnectorLanes,
    ConnectorTimers,
    MinistrySystems,
    HandedDossiers,
    DossierDesk,
    HandedOver,
    HandOver,
    OwnSteps,
    LaneTasks,
    PollTimes,
    StatusPolls,
    ChangeLists,
    FollowUp,
    ResultReports,
    LaneList,
    BacklogWatch,
  ],
})
export class MinistryConnectorModule {}
