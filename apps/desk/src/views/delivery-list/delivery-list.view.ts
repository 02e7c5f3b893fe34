import { type Delivery, type DeliveryEvent, type Lane, defaultLanePolicy, deliveryDecider } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { type View, factOf, foldRows, upsertRows } from '@motcua/service-kit';
import { type Transaction, sql } from 'kysely';

export const deliveryListView = 'delivery-list';

interface LaneRow {
  readonly stream: string;
  readonly lane: Lane;
  /** When each delivery came into the state it is in, by `seq`. */
  readonly since: Readonly<Record<string, string>>;
}

/** One hand-over in `desk.deliveries`. */
export interface DeliveryRow {
  readonly system: string;
  readonly dossier_id: string;
  readonly seq: number;
  readonly op: string;
  readonly state: Delivery['state']['kind'];
  /** Why it stands still: codes and names of fields, never a value. */
  readonly reason: string | null;
  readonly suggestion: string | null;
  readonly next_at: string | null;
  readonly attempts: number;
  readonly planned_at: string;
  readonly since: string;
  /** Not finished. */
  readonly open: boolean;
}

/** Every hand-over to an outside system, as its lane's facts leave it: `desk.lanes`, `desk.deliveries`. Nothing personal. */
export function deliveryList(): View<unknown> {
  return {
    name: deliveryListView,
    version: 1,
    filter: { categories: ['delivery'] },
    createTables,
    async apply(transaction, events) {
      const changed = new Map<string, LaneRow>();
      const fold = {
        table: 'lanes',
        key: 'stream',
        subject: ({ stream }: RecordedEvent) => stream,
        evolve: (row: LaneRow | undefined, event: RecordedEvent) => {
          const next = afterFact(row, event);
          changed.set(next.stream, next);
          return next;
        },
      };
      await foldRows<unknown, LaneRow>(transaction, fold, events);
      const rows = [...changed.values()].flatMap(rowsOf);
      await upsertRows(transaction, { table: 'deliveries', key: ['system', 'dossier_id', 'seq'] }, rows);
    },
  };
}

const rules = deliveryDecider(defaultLanePolicy);

function afterFact(row: LaneRow | undefined, event: RecordedEvent): LaneRow {
  const before = row?.lane ?? rules.initialState();
  const lane = rules.evolve(before, factOf<DeliveryEvent>(event));
  const moved = lane.deliveries.filter(({ seq, state }) => before.deliveries[seq - 1]?.state.kind !== state.kind);
  const since = Object.fromEntries(moved.map(({ seq }) => [seq, event.meta.recordedAt]));
  return { stream: event.stream, lane, since: { ...row?.since, ...since } };
}

function rowsOf({ lane, since }: LaneRow): DeliveryRow[] {
  const { system, dossierId } = lane;
  if (system === null || dossierId === null) return [];
  return lane.deliveries.map((one) => ({
    system,
    dossier_id: dossierId,
    seq: one.seq,
    op: one.op,
    state: one.state.kind,
    ...why(one.state),
    next_at: 'nextAt' in one.state ? one.state.nextAt : null,
    attempts: one.attempts,
    planned_at: one.occurredAt,
    since: since[String(one.seq)] ?? one.occurredAt,
    open: !['done', 'superseded', 'settled'].includes(one.state.kind),
  }));
}

function why(state: Delivery['state']): Pick<DeliveryRow, 'reason' | 'suggestion'> {
  if (state.kind === 'parked') return { reason: state.reason, suggestion: state.suggestion };
  if (state.kind !== 'held') return { reason: null, suggestion: null };
  return { reason: state.reasons.map(({ code, subject }) => `${code}:${subject}`).join(' '), suggestion: null };
}

async function createTables(transaction: Transaction<unknown>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(transaction);
}

const TABLES = [
  'CREATE TABLE lanes (stream text PRIMARY KEY, lane jsonb NOT NULL, since jsonb NOT NULL)',
  `CREATE TABLE deliveries (
    system text NOT NULL,
    dossier_id uuid NOT NULL,
    seq int NOT NULL,
    op text NOT NULL,
    state text NOT NULL,
    reason text,
    suggestion text,
    next_at text,
    attempts int NOT NULL,
    planned_at text NOT NULL,
    since text NOT NULL,
    open boolean NOT NULL,
    PRIMARY KEY (system, dossier_id, seq)
  )`,
  'CREATE INDEX ON deliveries (dossier_id)',
  'CREATE INDEX ON deliveries (open, state, since)',
];
