import { Catalogue } from '@motcua/domain';
import { EventStore, type Position } from '@motcua/event-store';
import { Database, Sealer, ViewRunner } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { accountList } from '../account-actions/account-list.view.js';
import { replayJobs } from '../replay-jobs/replay-jobs.view.js';
import { deliveryList } from './delivery-list/delivery-list.view.js';
import { statistics } from './statistics/statistics.view.js';
import { ViewWatch } from './view-watch.js';
import { workList, workListView } from './work-list/work-list.view.js';

/** Standing still this long in front of facts is not lag. */
const FROZEN_AFTER_MS = 60_000;

const COUNT_EVERY_MS = 15_000;

/** Keeps the desk's read models, and tells readiness and metrics how they are. */
@Injectable()
export class DeskViews implements OnApplicationBootstrap, OnModuleDestroy {
  readonly runner: ViewRunner;
  /** Reads `desk.<table>`. */
  readonly tables: Kysely<unknown>;
  private counting: NodeJS.Timeout | undefined;

  constructor(
    database: Database,
    store: EventStore,
    catalogue: Catalogue,
    sealer: Sealer,
    private readonly watch: ViewWatch,
  ) {
    this.tables = database.kysely('desk');
    const views = [workList(catalogue, sealer), deliveryList(), replayJobs(), accountList(), statistics()];
    this.runner = new ViewRunner(database, store, {
      schema: 'desk',
      views,
      onTrouble: (view, error) => watch.log.warn('desk.view-trouble', { view, error }),
    });
  }

  onApplicationBootstrap(): void {
    this.watch.health.add('desk-views', () => this.check());
    this.runner.start();
    this.counting = setInterval(() => void this.count().catch(() => undefined), COUNT_EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.counting);
    await this.runner.stop();
  }

  /** Waits a short, configured time until the work list shows what was written. */
  async isShown(position: Position | undefined): Promise<boolean> {
    return position === undefined || this.runner.waitFor(workListView, position, this.watch.config.showWaitMs);
  }

  private async check(): Promise<{ ok: boolean; detail: string }> {
    const states = await this.runner.states();
    for (const { view, behind } of states) this.watch.metrics.consumerLag.set({ consumer: `view:${view}` }, behind);
    const missing = states.filter(({ version }) => version === undefined).map(({ view }) => view);
    if (missing.length > 0) return { ok: false, detail: `not built yet: ${missing.join(', ')}` };
    const lost = states.filter((state) => state.lost !== undefined);
    if (lost.length > 0) return { ok: false, detail: lost.map((state) => `${state.lost}: ${state.view}`).join(', ') };
    const frozen = states.filter(({ active, frozenForMs }) => active && frozenForMs > FROZEN_AFTER_MS);
    const aside = states.reduce((sum, { streamsAside }) => sum + streamsAside.length, 0);
    if (frozen.length === 0) return { ok: true, detail: `${states.length} followed, ${aside} streams set aside` };
    return { ok: false, detail: `frozen: ${frozen.map(({ view, behind }) => `${view} ${behind} behind`).join(', ')}` };
  }

  /** Open and overdue dossiers for the metrics. */
  async count(): Promise<void> {
    const { rows } = await sql<{ open: number; overdue: number }>`
      SELECT count(*)::int AS open, (count(*) FILTER (WHERE due_at < ${this.watch.clock.now()}))::int AS overdue
      FROM desk.dossiers WHERE NOT closed AND status IS NOT NULL`.execute(this.tables);
    this.watch.metrics.deskDossiers.set({ state: 'open' }, rows[0]!.open);
    this.watch.metrics.deskDossiers.set({ state: 'overdue' }, rows[0]!.overdue);
  }
}
