import type { Catalogue, SubmissionPersonal } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { KeysMissing, type Sealer, type View, eventContext, foldRows, upsertRows } from '@motcua/service-kit';
import { type Transaction, sql } from 'kysely';
import { indexOf } from '../search-words.js';
import { type DossierRow, type Registers, afterFact } from './dossier-row.js';

export const workListView = 'work-list';

/**
 * What the desk sees of all dossiers: work list, tracking register and deadlines, in `desk.dossiers`, `desk.deadlines`; and
 * `desk.people`, the sealed text of the submission with its event as context, and blind indexes to search by. Personal data is
 * opened here for nothing but the indexes; erasure takes both away. Where the key is missing the row says that its words are:
 * such a dossier is found by its code only, until the key is back and the view is made anew.
 */
export function workList(catalogue: Catalogue, sealer: Sealer): View<unknown> {
  return {
    name: workListView,
    version: 2,
    filter: { categories: ['dossier'] },
    createTables,
    async apply(transaction, events) {
      const registers = await openRegisters(transaction, events);
      const changed = new Map<string, DossierRow>();
      await foldRows<unknown, DossierRow>(
        transaction,
        {
          table: 'dossiers',
          key: 'dossier_id',
          subject: ({ data }) => (typeof data['dossierId'] === 'string' ? data['dossierId'] : undefined),
          evolve: (row, event) => {
            const next = afterFact(row, event, catalogue, registers);
            changed.set(next.dossier_id, next);
            return next;
          },
        },
        events,
      );
      const deadlines = [...changed.values()].flatMap((row) => row.deadlines);
      await upsertRows(transaction, { table: 'deadlines', key: ['dossier_id', 'kind', 'due_at'] }, deadlines);
      await registers.save();
      await upsertRows(transaction, { table: 'people', key: ['dossier_id'] }, await people(events, sealer));
    },
  };
}

async function people(events: readonly RecordedEvent[], sealer: Sealer): Promise<object[]> {
  const rows = await Promise.all(
    events.map(async ({ id, type, stream, data }) => {
      const dossierId = String(data['dossierId']);
      if (type === 'SubjectErased')
        return { dossier_id: dossierId, event_id: null, sealed: null, words: [], unreadable: false };
      const { sealed } = data;
      if (type !== 'DossierSubmitted' || typeof sealed !== 'string') return undefined;
      const words = await wordsIn(() => sealer.open(dossierId, eventContext(stream, id), sealed), sealer);
      return { dossier_id: dossierId, event_id: id, sealed, words: words ?? [], unreadable: words === undefined };
    }),
  );
  return rows.filter((row) => row !== undefined);
}

/** @returns undefined where nobody can tell, because the key is missing */
async function wordsIn(
  open: () => Promise<SubmissionPersonal | undefined>,
  sealer: Sealer,
): Promise<string[] | undefined> {
  try {
    const personal = await open();
    return personal === undefined ? [] : indexOf(personal, sealer);
  } catch (error) {
    if (error instanceof KeysMissing) return undefined;
    throw error;
  }
}

async function openRegisters(
  transaction: Transaction<unknown>,
  events: readonly RecordedEvent[],
): Promise<Registers & { save(): Promise<void> }> {
  const last = new Map<string, number>();
  if (events.some(({ type }) => type === 'DossierAccepted')) {
    const { rows } = await sql<{
      unit: string;
      year: number;
      last: number;
    }>`SELECT unit, year, last FROM registers`.execute(transaction);
    for (const row of rows) last.set(`${row.unit}|${row.year}`, row.last);
  }
  const changed = new Set<string>();
  return {
    next: (unit, year) => {
      const key = `${unit}|${year}`;
      const number = (last.get(key) ?? 0) + 1;
      last.set(key, number);
      changed.add(key);
      return number;
    },
    save: () =>
      upsertRows(
        transaction,
        { table: 'registers', key: ['unit', 'year'] },
        [...changed].map((key) => ({
          unit: key.split('|')[0],
          year: Number(key.split('|')[1]),
          last: last.get(key),
        })),
      ),
  };
}

async function createTables(transaction: Transaction<unknown>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(transaction);
}

const TABLES = [
  `CREATE TABLE dossiers (
    dossier_id uuid PRIMARY KEY,
    state jsonb NOT NULL,
    version int NOT NULL,
    code text,
    status int,
    procedure_code text,
    procedure_version_id text,
    channel text,
    receiving_unit text,
    resolving_unit text,
    unit text,
    handler text,
    units text[] NOT NULL,
    unit_path text[] NOT NULL,
    external_codes text[] NOT NULL,
    received_at text NOT NULL,
    accepted_at text,
    due_at text,
    due_kind text,
    original_due_at text,
    resolution_due_at text,
    extended boolean NOT NULL,
    open_tasks int NOT NULL,
    register_year int,
    register_number int,
    signed_at text,
    result_kind text,
    returned_at text,
    return_method text,
    closed boolean NOT NULL,
    updated_at text NOT NULL,
    deadlines jsonb NOT NULL
  )`,
  'CREATE INDEX ON dossiers (code)',
  'CREATE INDEX ON dossiers USING gin (units)',
  'CREATE INDEX ON dossiers USING gin (unit_path)',
  'CREATE INDEX ON dossiers USING gin (external_codes)',
  `CREATE INDEX ON dossiers (closed, (coalesce(due_at, '9999')), dossier_id)`,
  'CREATE INDEX ON dossiers (received_at, dossier_id)',
  'CREATE INDEX ON dossiers (receiving_unit, register_year, register_number)',
  `CREATE TABLE deadlines (
    dossier_id uuid NOT NULL,
    kind text NOT NULL,
    due_at text NOT NULL,
    began_at text NOT NULL,
    state text NOT NULL,
    ended_at text,
    PRIMARY KEY (dossier_id, kind, due_at)
  )`,
  'CREATE INDEX ON deadlines (state, due_at, dossier_id)',
  'CREATE TABLE registers (unit text NOT NULL, year int NOT NULL, last int NOT NULL, PRIMARY KEY (unit, year))',
  `CREATE TABLE people (
    dossier_id uuid PRIMARY KEY,
    event_id uuid,
    sealed text,
    words text[] NOT NULL,
    unreadable boolean NOT NULL
  )`,
  'CREATE INDEX ON people (dossier_id) WHERE unreadable',
  'CREATE INDEX ON people USING gin (words)',
];
