import { type DossierEvent, type Performer, type ServiceMeasure, measureAfter, measuredTypes } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { type View, factOf, foldRows } from '@motcua/service-kit';
import { type Transaction, sql } from 'kysely';
import { COUNTS, type DayLine, contributions, difference, sums } from './contributions.js';
import { type HourLine, hourOf } from './hours.js';

export const statisticsView = 'statistics';

/** One dossier in `desk.statistics_dossiers`. */
interface MeasuredRow {
  readonly dossier_id: string;
  readonly measure: ServiceMeasure;
  readonly unit: string;
  readonly procedure_code: string;
  readonly channel: string;
  /** Neither resolved nor closed. */
  readonly open: boolean;
  /** While its time limit runs. */
  readonly due_at: string | null;
}

/**
 * The figures of the desk: `desk.statistics_days` counts per day, unit, procedure and channel, `desk.statistics_hours` the intake,
 * and `desk.statistics_dossiers` keeps what is measured of each dossier. Nothing personal.
 *
 * A fact changes the counts by what its dossier adds after it less what it added before. A line stays when it falls back to
 * nothing, so that the tables do not depend on how the facts were cut into batches.
 */
export function statistics(): View<unknown> {
  return {
    name: statisticsView,
    version: 1,
    filter: { categories: ['dossier'], types: measuredTypes },
    createTables,
    async apply(transaction, events) {
      const changes: DayLine[] = [];
      const hours: HourLine[] = [];
      await foldRows<unknown, MeasuredRow>(
        transaction,
        {
          table: 'statistics_dossiers',
          key: 'dossier_id',
          subject: ({ data }) => (typeof data['dossierId'] === 'string' ? data['dossierId'] : undefined),
          evolve: (row, event) => {
            const before = row?.measure;
            const after = measureAfter(before, factOf<DossierEvent>(event), performerOf(event));
            if (after === undefined) return undefined;
            changes.push(...difference(before === undefined ? [] : contributions(before), contributions(after)));
            if (before === undefined) hours.push(hourOf(after));
            return rowOf(after);
          },
        },
        events,
      );
      await addDays(transaction, sums(changes));
      await addHours(transaction, hours);
    },
  };
}

/** Who stands behind a fact: an officer in whose hands it was laid, or the applicant (or the portal that speaks for him). */
function performerOf({ meta }: RecordedEvent): Performer {
  return /deskOfficer|resolvingOfficer|unitLeader/.test(meta.actorRole) ? 'office' : 'applicant';
}

function rowOf(measure: ServiceMeasure): MeasuredRow {
  const { dossierId, resolvingUnit, procedureCode, channel, resolvedAt, closed, clock, dueAt } = measure;
  return {
    dossier_id: dossierId,
    measure,
    unit: resolvingUnit,
    procedure_code: procedureCode,
    channel,
    open: resolvedAt === null && closed === null,
    due_at: clock === 'running' ? dueAt : null,
  };
}

async function addDays(transaction: Transaction<unknown>, lines: readonly DayLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ counts, ...key }) => ({ ...key, ...counts }));
  const columns = sql.join([...DAY_KEY, ...COUNTS].map((column) => sql.ref(column)));
  const grown = COUNTS.map((name) => sql`${sql.ref(name)} = d.${sql.ref(name)} + excluded.${sql.ref(name)}`);
  await sql`
    INSERT INTO statistics_days AS d (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::statistics_days, ${JSON.stringify(rows)}::json)
    ON CONFLICT (${sql.join(DAY_KEY.map((column) => sql.ref(column)))}) DO UPDATE SET ${sql.join(grown)}`.execute(
    transaction,
  );
}

async function addHours(transaction: Transaction<unknown>, lines: readonly HourLine[]): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    INSERT INTO statistics_hours AS h (hour, unit, channel, received)
    SELECT hour, unit, channel, count(*)::int
    FROM json_to_recordset(${JSON.stringify(lines)}::json) AS x(hour text, unit text, channel text) GROUP BY 1, 2, 3
    ON CONFLICT (hour, unit, channel) DO UPDATE SET received = h.received + excluded.received`.execute(transaction);
}

const DAY_KEY = ['day', 'unit', 'procedure_code', 'channel'] as const;

async function createTables(transaction: Transaction<unknown>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(transaction);
}

const TABLES = [
  `CREATE TABLE statistics_dossiers (
    dossier_id uuid PRIMARY KEY,
    measure jsonb NOT NULL,
    unit text NOT NULL,
    procedure_code text NOT NULL,
    channel text NOT NULL,
    open boolean NOT NULL,
    due_at text
  )`,
  'CREATE INDEX ON statistics_dossiers (due_at) WHERE due_at IS NOT NULL',
  'CREATE INDEX ON statistics_dossiers (unit, procedure_code) WHERE open',
  `CREATE TABLE statistics_days (
    day text NOT NULL,
    unit text NOT NULL,
    procedure_code text NOT NULL,
    channel text NOT NULL,
    ${COUNTS.map((name) => `${name} int NOT NULL`).join(', ')},
    PRIMARY KEY (day, unit, procedure_code, channel)
  )`,
  `CREATE TABLE statistics_hours (
    hour text NOT NULL,
    unit text NOT NULL,
    channel text NOT NULL,
    received int NOT NULL,
    PRIMARY KEY (hour, unit, channel)
  )`,
];
