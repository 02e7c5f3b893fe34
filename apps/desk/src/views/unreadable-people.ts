import { type CheckResult } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { sql } from 'kysely';
import { DeskViews } from './desk-views.js';
import { ViewWatch } from './view-watch.js';

/** A look passes over the keys of all dossiers. */
const LOOK_EVERY_MS = 600_000;

interface Counts {
  /** Dossiers whose key is missing now, though nobody destroyed it. */
  readonly keyless: number;
  /** Dossiers that the read model could not index when it was made: not found by name. */
  readonly unsearchable: number;
}

/** Tells readiness and metrics of how many dossiers the people cannot be opened. All others are served, so the desk stays ready. */
@Injectable()
export class UnreadablePeople implements OnApplicationBootstrap, OnModuleDestroy {
  private last: Counts | undefined;
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly views: DeskViews,
    private readonly watch: ViewWatch,
  ) {}

  onApplicationBootstrap(): void {
    this.watch.health.add('desk-people', () => this.check());
    this.looking = setInterval(() => void this.look().catch(() => undefined), LOOK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.looking);
  }

  /** An erased dossier keeps its row among the keys, so only what is missing is counted. */
  async look(): Promise<Counts> {
    const { rows } = await sql<Counts>`
      SELECT (SELECT count(*)::int FROM desk.people p
          WHERE NOT EXISTS (SELECT FROM keys.data_keys k WHERE k.owner = p.dossier_id)) AS keyless,
        (SELECT count(*)::int FROM desk.people WHERE unreadable) AS unsearchable`.execute(this.views.tables);
    const found = rows[0]!;
    const gauge = this.watch.metrics.deskUnreadable;
    for (const state of ['keyless', 'unsearchable'] as const) gauge.set({ state }, found[state]);
    this.last = found;
    return found;
  }

  private async check(): Promise<CheckResult> {
    const { keyless, unsearchable } = this.last ?? (await this.look());
    if (keyless === 0 && unsearchable === 0) return { ok: true };
    return { ok: true, detail: `keys missing: ${keyless} dossiers; not found by name: ${unsearchable}` };
  }
}
