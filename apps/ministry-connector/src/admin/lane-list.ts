import { EventStore } from '@motcua/event-store';
import { Database, Health, Log, type Page, pageOf, ViewRunner } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { type LaneRow, laneListView } from './lane-list.view.js';

/** A lane with something in it that is not finished. */
export interface OpenLane {
  readonly system: string;
  readonly dossierId: string;
  readonly dossierCode: string | null;
  readonly seq: number;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
  /** Since when it is in this state; ISO 8601 UTC. */
  readonly since: string;
  readonly ageSeconds: number;
}

export interface LaneCount {
  readonly system: string;
  readonly state: string;
  readonly lanes: number;
}

export interface LaneSearch {
  readonly system: string | null;
  readonly state: string | null;
  /** `since` and lane of the last row of the page before; nulls for the first page. */
  readonly after: readonly [since: string | null, lane: string | null];
  readonly limit: number;
  /** Canonical unit codes; a lane is seen by those who stand above or at its dossier's receiving unit. */
  readonly units: readonly string[];
}

type Found = Omit<LaneRow, 'fold'> & { readonly dossier_code: string | null };

/** A view that stands still this long although there is something to do makes the app not ready. */
const frozenMs = 60_000;

/** The lanes to professional systems, for administrators and metrics. */
@Injectable()
export class LaneList implements OnApplicationBootstrap, OnModuleDestroy {
  readonly runner: ViewRunner;
  private readonly database: Kysely<unknown>;

  constructor(database: Database, store: EventStore, log: Log, health: Health) {
    this.database = database.kysely('connector');
    const onTrouble = (view: string, error: unknown): void => log.warn('connector.view-in-trouble', { view, error });
    this.runner = new ViewRunner(database, store, { schema: 'connector', views: [laneListView()], onTrouble });
    health.add('connector-views', async () => {
      const states = await this.runner.states();
      const lost = states.find((state) => state.lost !== undefined);
      if (lost !== undefined) return { ok: false, detail: `${lost.lost}: ${lost.view}` };
      const frozen = states.filter(({ frozenForMs }) => frozenForMs > frozenMs);
      return { ok: frozen.length === 0 };
    });
  }

  /** The longest waiting first. @param now the business clock */
  async open({ system, state, after, limit, units }: LaneSearch, now: string): Promise<Page<OpenLane>> {
    const [since, lane] = after;
    const { rows } = await sql<Found>`
      SELECT l.lane, l.system, l.dossier_id, l.state, l.seq, l.attempts, l.reason, l.since, l.reported_status, h.dossier_code
      FROM connector.lanes l
      JOIN connector.handed_over h ON h.system = l.system AND h.dossier_id = l.dossier_id
      WHERE l.state <> 'done'
        AND (${system}::text IS NULL OR l.system = ${system})
        AND (${state}::text IS NULL OR l.state = ${state})
        AND (${since}::text IS NULL OR (l.since, l.lane) > (${since}, ${lane}))
        AND EXISTS (SELECT FROM unnest(${[...units]}::text[]) u
                    WHERE h.unit_code = u OR starts_with(h.unit_code, u || '.'))
      ORDER BY l.since, l.lane LIMIT ${limit + 1}`.execute(this.database);
    return pageOf(
      rows,
      limit,
      (row) => laneOf(row, now),
      (row) => [row.since, row.lane],
    );
  }

  async counts(): Promise<LaneCount[]> {
    const { rows } = await sql<LaneCount>`
      SELECT system, state, count(*)::int AS lanes FROM connector.lanes GROUP BY system, state`.execute(this.database);
    return rows;
  }

  onApplicationBootstrap(): void {
    this.runner.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runner.stop();
  }
}

function laneOf(
  { system, dossier_id, dossier_code, seq, state, reason, attempts, since }: Found,
  now: string,
): OpenLane {
  const ageSeconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(since)) / 1000));
  return { system, dossierId: dossier_id, dossierCode: dossier_code, seq, state, reason, attempts, since, ageSeconds };
}
