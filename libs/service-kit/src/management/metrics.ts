import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Prometheus metrics of one process; labels are names and codes only, never ids. */
export class Metrics {
  readonly registry = new Registry();

  readonly httpDuration = new Histogram({
    name: 'motcua_http_request_duration_seconds',
    help: 'Duration of HTTP requests by route pattern',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  readonly commands = new Counter({
    name: 'motcua_commands_total',
    help: 'Commands by stream category and outcome (appended, repeated, nothing, rejected, failed)',
    labelNames: ['category', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly consumerLag = new Gauge({
    name: 'motcua_consumer_behind_events',
    help: 'Facts between a consumer and the head of the store',
    labelNames: ['consumer'] as const,
    registers: [this.registry],
  });

  readonly keysMissing = new Gauge({
    name: 'motcua_keys_missing',
    help: 'Dossiers whose key is missing though nobody destroyed it, as this process met them',
    registers: [this.registry],
  });

  readonly quarantined = new Gauge({
    name: 'motcua_feed_quarantined',
    help: 'Records of the broker that the consumer could not read and no administrator has acknowledged',
    labelNames: ['consumer'] as const,
    registers: [this.registry],
  });

  readonly publishedRecords = new Counter({
    name: 'motcua_published_records_total',
    help: 'Records that the broker has acknowledged, by topic',
    labelNames: ['topic'] as const,
    registers: [this.registry],
  });

  readonly deliveries = new Counter({
    name: 'motcua_deliveries_total',
    help: 'Hand-overs to outside systems by system, step and outcome',
    labelNames: ['system', 'step', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly portalLanes = new Gauge({
    name: 'motcua_portal_lanes',
    help: 'Dossiers at the national portal by what their next message does (idle, waiting, held, parked)',
    labelNames: ['state'] as const,
    registers: [this.registry],
  });

  readonly portalOldestUnsent = new Gauge({
    name: 'motcua_portal_oldest_unsent_seconds',
    help: 'Age of the oldest message to the national portal that is not through, business time',
    registers: [this.registry],
  });

  readonly submissions = new Counter({
    name: 'motcua_submissions_total',
    help: 'Dossiers asked to be taken in, by channel and outcome (stored, repeated, refused, failed)',
    labelNames: ['channel', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly timeToCode = new Histogram({
    name: 'motcua_time_to_code_seconds',
    help: 'From the request of a dossier to its code, for those that got it within the wait',
    labelNames: ['channel'] as const,
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers: [this.registry],
  });

  readonly deskDossiers = new Gauge({
    name: 'motcua_desk_dossiers',
    help: 'Dossiers that the desk has to do with (open) and those of them whose due date has passed (overdue)',
    labelNames: ['state'] as const,
    registers: [this.registry],
  });

  readonly deskUnreadable = new Gauge({
    name: 'motcua_desk_unreadable_dossiers',
    help: 'Dossiers whose key is missing though nobody destroyed it (keyless), and those not found by name for it (unsearchable)',
    labelNames: ['state'] as const,
    registers: [this.registry],
  });

  readonly workListDuration = new Histogram({
    name: 'motcua_desk_work_list_seconds',
    help: 'From the request of a work list to its answer, by whether words were searched',
    labelNames: ['search'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });

  readonly deliveryLanes = new Gauge({
    name: 'motcua_delivery_lanes',
    help: 'Lanes to outside systems by what their first unfinished delivery is doing',
    labelNames: ['system', 'state'] as const,
    registers: [this.registry],
  });

  readonly timerOldestDue = new Gauge({
    name: 'motcua_timer_oldest_due_seconds',
    help: 'How late the oldest due timer of an app is (deliveries, polls, deadlines), business time',
    labelNames: ['app'] as const,
    registers: [this.registry],
  });

  readonly timersFailing = new Gauge({
    name: 'motcua_timers_failing',
    help: 'Timers of an app that were tried for about an hour or longer, and not done yet',
    labelNames: ['app'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
