import type { RecordedEvent } from '@motcua/event-store';
import { sql, type Transaction } from 'kysely';

export interface KeyedTable {
  readonly table: string;
  /** The columns of the primary key. */
  readonly key: readonly string[];
}

/**
 * Writes many rows in one statement; a row whose key is there already is replaced in the given columns. Every row has the same
 * columns; values are what JSON can say (ISO times, numbers, objects for jsonb).
 */
export async function upsertRows<Tables>(
  transaction: Transaction<Tables>,
  { table, key }: KeyedTable,
  rows: readonly object[],
): Promise<void> {
  const last = new Map(rows.map((row) => [keyOf(row, key), row]));
  const first = rows[0];
  if (first === undefined) return;
  const columns = Object.keys(first);
  const values = columns.filter((column) => !key.includes(column)).map(overwritten);
  const list = sql.join(columns.map((column) => sql.ref(column)));
  await sql`
    INSERT INTO ${sql.table(table)} (${list})
    SELECT ${list} FROM json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify([...last.values()])}::json)
    ON CONFLICT (${sql.join(key.map((column) => sql.ref(column)))})
    ${values.length === 0 ? sql`DO NOTHING` : sql`DO UPDATE SET ${sql.join(values)}`}`.execute(transaction);
}

/** How a table with one row per subject follows its events. */
export interface RowFold<Row> {
  readonly table: string;
  /** The one column of the primary key. */
  readonly key: string;
  /** The row that an event speaks of; undefined passes the event over. */
  readonly subject: (event: RecordedEvent) => string | undefined;
  /** @param row undefined when there is none yet @returns undefined when there is to be none yet */
  readonly evolve: (row: Row | undefined, event: RecordedEvent) => Row | undefined;
}

/** Reads the rows that a batch speaks of, folds the batch in memory and writes them back: two statements for any batch. */
export async function foldRows<Tables, Row extends object>(
  transaction: Transaction<Tables>,
  fold: RowFold<Row>,
  events: readonly RecordedEvent[],
): Promise<void> {
  const told = events.map((event) => ({ event, subject: fold.subject(event) }));
  const subjects = [...new Set(told.flatMap(({ subject }) => subject ?? []))];
  if (subjects.length === 0) return;
  const found = await sql<Row>`
    SELECT * FROM ${sql.table(fold.table)}
    WHERE ${sql.ref(fold.key)} = ANY (${subjects})`.execute(transaction);
  const rows = new Map<string, Row>(found.rows.map((row) => [keyOf(row, [fold.key]), row]));
  const changed = new Set<string>();
  for (const { event, subject } of told) {
    if (subject === undefined) continue;
    const row = fold.evolve(rows.get(subject), event);
    if (row === undefined) continue;
    rows.set(subject, row);
    changed.add(subject);
  }
  const table = { table: fold.table, key: [fold.key] };
  await upsertRows(
    transaction,
    table,
    [...changed].map((subject) => rows.get(subject)!),
  );
}

function keyOf(row: object, key: readonly string[]): string {
  const values = row as Record<string, unknown>;
  return key.map((column) => String(values[column])).join('\u0000');
}

function overwritten(column: string) {
  return sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`;
}
