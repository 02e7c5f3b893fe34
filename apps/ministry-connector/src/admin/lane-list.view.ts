import { defaultLanePolicy, deliveryDecider, type Delivery, type DeliveryEvent, headOf, type Lane } from '@motcua/domain';
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
  readonly planned_at: string | null;
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
          planned_at text,
          reported_status int,
          fold jsonb NOT NULL
        )`.execute(transaction);
      await sql`CREATE INDEX ON lanes (since, lane) WHERE state <> 'done'`.execute(transaction);
    },
    apply: (transaction: Transaction<unknown>, events: readonly RecordedEvent[]) =>
      foldRows<unknown, LaneRow>(transaction, { table: 'lanes', key: 'lane', subject: laneOf, evolve }, events),
  };
}

/** Lanes to the national portal are another app's. */
function laneOf({ stream }: RecordedEvent): string | undefined {
  const [, system, dossierId] = /^delivery-([^-]+)-(.+)$/.exec(stream) ?? [];
  return system === undefined || !isProfessionalSystem(system) ? undefined : `${system}/${dossierId}`;
}

function evolve(row: LaneRow | undefined, event: RecordedEvent): LaneRow | undefined {
  const lane = laneOf(event);
  const [system, dossierId] = lane?.split('/') ?? [];
  if (lane === undefined || system === undefined || dossierId === undefined) return row;
  const fold = lanes.evolve(row?.fold ?? lanes.initialState(), factOf<DeliveryEvent>(event));
  const head = headOf(fold) ?? fold.deliveries.at(-1);
  const now = { state: head?.state.kind ?? ('done' as const), seq: head?.seq ?? 0, reason: reasonOf(head) };
  const isSame = row?.state === now.state && row.seq === now.seq && row.reason === now.reason;
  return {
    lane,
    system,
    dossier_id: dossierId,
    ...now,
    state: isOver(now.state) ? 'done' : now.state,
    attempts: head?.attempts ?? 0,
    since: isSame ? row.since : event.meta.recordedAt,
    planned_at: row?.planned_at ?? event.meta.recordedAt,
    reported_status: fold.lastReport?.status ?? null,
    fold,
  };
}

function isOver(state: LaneRow['state']): boolean {
  return state === 'done' || state === 'settled' || state === 'superseded';
}

function reasonOf(head: Delivery | undefined): string | null {
  if (head?.state.kind === 'parked') return head.state.reason;
  if (head?.state.kind !== 'held') return null;
  return head.state.reasons.map(({ code, subject }) => `${code} ${subject}`).join('; ');
}
