import { AccountActions } from '../account-actions/account-actions.js';
import { AccountActionsController } from '../account-actions/account-actions.controller.js';
import { CatalogueOverviewController } from '../catalogue-overview/catalogue-overview.controller.js';
import { HealthOverviewController } from '../health-overview/health-overview.controller.js';
import { ReplayJobs } from '../replay-jobs/replay-jobs.js';
import { ReplayJobsController } from '../replay-jobs/replay-jobs.controller.js';
import { ReplayWatch } from '../replay-jobs/replay-watch.js';
import { AccessLogController } from './access-log.controller.js';
import { DeliveriesController } from './deliveries.controller.js';
import { LoggedLooks } from './logged-looks.js';
import { ParkedController } from './parked.controller.js';
import { ParkedFacts } from './parked-facts.js';
import { UnreadableController } from './unreadable.controller.js';

/** What administrators and auditors ask for. */
export const administrationControllers = [
  HealthOverviewController,
  DeliveriesController,
  ParkedController,
  UnreadableController,
  ReplayJobsController,
  CatalogueOverviewController,
  AccountActionsController,
  AccessLogController,
];

export const administrationProviders = [ParkedFacts, ReplayJobs, ReplayWatch, AccountActions, LoggedLooks];
