import {
  defaultLanePolicy,
  deliveryDecider,
  type Delivery,
  type DeliveryEvent,
  headOf,
  type Lane,
} from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { factOf, foldRows, type View } from '@motcua/service-kit';
import { sql, type Transaction } from 'kysely';
import { isProfessionalSystem } from '../wire/professional-systems.js';

/** One lane as administrators see it; nothing personal. */
export interface LaneRow {
  /** `<system>/<dossierId>` */
  readonly lane: string;
  readonly system: string;
  readonly dossier_id: string;
  /** What the lane's first unfinished delivery is doing; `done` when there is none. */
  readonly state: Delivery['state']['kind'];
  readonly seq: number;
  readonly attempts: number;
  /** Why it stands still: hold reasons or the park reason. */
  readonly reason: string | null;
  readonly since: string;
  /** National code of the last report that counted. */
  readonly reported_status: number | null;
  readonly fold: Lane;
}

// the policy decides only commands; folding does not ask it
const lanes = deliveryDecider(defaultLanePolicy);

/** Every lane to a professional system, folded as the domain folds it. */
export function laneListView(): View<unknown> {
  return {
    name: 'connector-lanes',
    version: 1,
    filter: { categories: ['delivery'] },
    async createTables(transaction: Transaction<unknown>) {
      await sql`
        CREATE TABLE lanes (
          lane text PRIMARY KEY,
          system text NOT NULL,
          dossier_id uuid NOT NULL,
          state text NOT NULL,
          seq int NOT NULL,
          attempts int NOT NULL,
          reason text,
          since text NOT NULL,
          reported_status int,
          fold jsonb NOT NULL
        )`.execute(transaction);
      await sql`CREATE INDEX ON lanes (since, lane) WHERE state <> 'done'`.execute(transaction);
    },
    apply: (transaction: Transaction<unknown>, events: readonly RecordedEvent[]) =>
      foldRows<unknown, LaneRow>(
        transaction,
        { table: 'lanes', key: 'lane', subject: (event) => laneOf(event)?.key, evolve },
        events,
      ),
  };
}

/** Lanes to the national portal are another app's. */
function laneOf({ stream }: RecordedEvent): { key: string; system: string; dossierId: string } | undefined {
  const [, system, dossierId] = /^delivery-([^-]+)-(.+)$/.exec(stream) ?? [];
  if (system === undefined || dossierId === undefined || !isProfessionalSystem(system)) return undefined;
  return { key: `${system}/${dossierId}`, system, dossierId };
}

function evolve(row: LaneRow | undefined, event: RecordedEvent): LaneRow | undefined {
  const lane = laneOf(event);
  if (lane === undefined) return row;
  const fold = lanes.evolve(row?.fold ?? lanes.initialState(), factOf<DeliveryEvent>(event));
  const now = standingOf(fold);
  const { recordedAt } = event.meta;
  return {
    lane: lane.key,
    system: lane.system,
    dossier_id: lane.dossierId,
    ...now,
    since: row !== undefined && isSame(row, now) ? row.since : recordedAt,
    reported_status: fold.lastReport?.status ?? null,
    fold,
  };
}

type Standing = Pick<LaneRow, 'state' | 'seq' | 'attempts' | 'reason'>;

function standingOf(fold: Lane): Standing {
  const head = headOf(fold);
  if (head === undefined) return { state: 'done', seq: fold.deliveries.length, attempts: 0, reason: null };
  const { state, seq, attempts } = head;
  return { state: state.kind, seq, attempts, reason: reasonOf(head) };
}

function isSame(row: Standing, now: Standing): boolean {
  return row.state === now.state && row.seq === now.seq && row.reason === now.reason;
}

function reasonOf({ state }: Delivery): string | null {
  if (state.kind === 'parked') return state.reason;
  return state.kind === 'held' ? state.reasons.map(({ code, subject }) => `${code} ${subject}`).join('; ') : null;
}
