import {
  type Catalogue,
  type DeadlineKind,
  type Dossier,
  type DossierEvent,
  type DossierFacts,
  type FiledDossier,
  type RunningDeadline,
  dossierDecider,
  localDay,
  nationalStatus,
  runningDeadlines,
} from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { factOf } from '@motcua/service-kit';
import { unitsOf } from '../../officer-command/dossier-reach.js';

/** A deadline of a dossier and what became of it; instants ISO 8601 UTC. */
export interface DeadlineRow {
  readonly dossier_id: string;
  readonly kind: DeadlineKind;
  readonly due_at: string;
  readonly began_at: string;
  /** `missed` also when it ended afterwards. */
  readonly state: 'running' | 'warned' | 'missed' | 'ended';
  readonly ended_at: string | null;
}

/** One dossier in `desk.dossiers`. Times are ISO text: they sort as text, and rows compare equal byte by byte. */
export interface DossierRow {
  readonly dossier_id: string;
  /** The fold of the domain; every column beside it is read from it. */
  readonly state: Dossier;
  readonly version: number;
  readonly code: string | null;
  /** National status; null for a code without its dossier. */
  readonly status: number | null;
  readonly procedure_code: string | null;
  readonly procedure_version_id: string | null;
  readonly channel: string | null;
  readonly receiving_unit: string | null;
  readonly resolving_unit: string | null;
  /** Who has it now. */
  readonly unit: string | null;
  readonly handler: string | null;
  /** Units whose officers see it; and those with everything above them. */
  readonly units: readonly string[];
  readonly unit_path: readonly string[];
  readonly external_codes: readonly string[];
  readonly received_at: string;
  readonly accepted_at: string | null;
  /** The deadline officers look at, while one runs. */
  readonly due_at: string | null;
  readonly due_kind: DeadlineKind | null;
  readonly original_due_at: string | null;
  /** The due date of the resolution, kept after it is over. */
  readonly resolution_due_at: string | null;
  readonly extended: boolean;
  readonly open_tasks: number;
  readonly register_year: number | null;
  readonly register_number: number | null;
  readonly signed_at: string | null;
  readonly result_kind: string | null;
  readonly returned_at: string | null;
  readonly return_method: string | null;
  readonly closed: boolean;
  readonly updated_at: string;
  readonly deadlines: readonly DeadlineRow[];
}

/** The numbers of the tracking registers given so far. */
export interface Registers {
  /** @returns the next number of the unit's year, 1-based, without gaps */
  next(unit: string, year: number): number;
}

/** National statuses in which nothing is done any more: refused, withdrawn, stopped, returned; reported ones of mirrors as well. */
const CLOSED: readonly (number | null)[] = [3, 7, 8, 10];

/** Which deadline officers look at, when several run. */
const MAIN: readonly DeadlineKind[] = ['intakeAnswer', 'supplement', 'resolution'];

/** The row of a dossier after one more fact. */
export function afterFact(
  row: DossierRow | undefined,
  event: RecordedEvent,
  catalogue: Catalogue,
  registers: Registers,
): DossierRow {
  const { evolve, initialState } = dossierDecider(catalogue);
  const fact = factOf<DossierEvent>(event);
  const before = row?.state ?? initialState();
  const state = evolve(before, fact);
  const at = event.meta.recordedAt;
  const running = runningDeadlines(state, catalogue);
  const deadlines = withDeadlines(row?.deadlines ?? [], running, state, { dossierId: fact.data.dossierId, at });
  return {
    dossier_id: fact.data.dossierId,
    state,
    version: event.version,
    ...identity(state, row, at),
    ...place(state),
    ...dates(state, running),
    ...registered(row, fact, state, registers),
    ...ending(row, fact, state),
    open_tasks: 'tasks' in state ? state.tasks.filter(({ settled }) => !settled).length : 0,
    closed: CLOSED.includes(nationalStatus(state)),
    updated_at: at,
    deadlines,
  };
}

function identity(state: Dossier, row: DossierRow | undefined, at: string) {
  const status = nationalStatus(state);
  const known = { ...UNKNOWN, received_at: at, ...row, status };
  const { code, procedure_code, procedure_version_id, channel, external_codes, received_at } = known;
  const kept = { code, status, procedure_code, procedure_version_id, channel, external_codes, received_at };
  if ('procedureCode' in state) return { ...kept, ...filedIdentity(state) };
  if (state.status === 'reserved') return { ...kept, code: state.dossierCode, channel: state.channel };
  if (state.status !== 'mirror') return kept;
  return { ...kept, procedure_version_id: state.procedureVersionId, external_codes: codesOf(state) };
}

const UNKNOWN = { code: null, procedure_code: null, procedure_version_id: null, channel: null, external_codes: [] };

function filedIdentity(state: FiledDossier) {
  return {
    code: state.dossierCode,
    procedure_code: state.procedureCode,
    procedure_version_id: state.procedureVersionId,
    channel: state.channel,
    external_codes: codesOf(state),
    received_at: state.receivedAt,
  };
}

function codesOf({ externalCodes }: Pick<FiledDossier, 'externalCodes'>): string[] {
  return [...new Set(externalCodes.map(({ code }) => code))];
}

function place(state: Dossier) {
  const units = unitsOf(state).toSorted();
  const position = 'positions' in state ? state.positions.at(-1) : undefined;
  const receiving = 'receivingUnit' in state ? state.receivingUnit : null;
  return {
    receiving_unit: receiving,
    resolving_unit: 'resolvingUnit' in state ? state.resolvingUnit : null,
    unit: position?.unit ?? receiving,
    handler: position?.handler ?? null,
    units,
    unit_path: [...new Set(units.flatMap(pathOf))].toSorted(),
  };
}

/** `H99.14.02` -> `H99`, `H99.14`, `H99.14.02` */
function pathOf(unit: string): string[] {
  const parts = unit.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

function dates(state: Dossier, running: readonly RunningDeadline[]) {
  const main = MAIN.map((kind) => running.find(({ deadline }) => deadline === kind)).find((one) => one !== undefined);
  const present =
    main === undefined ? { due_at: null, due_kind: null } : { due_at: main.dueAt, due_kind: main.deadline };
  const acceptance = 'acceptance' in state ? state.acceptance : null;
  if (acceptance === null)
    return { ...present, accepted_at: null, original_due_at: null, resolution_due_at: null, extended: false };
  const { acceptedAt, originalDueAt, due, extended } = acceptance;
  return {
    ...present,
    accepted_at: acceptedAt,
    original_due_at: originalDueAt,
    resolution_due_at: due.dueAt,
    extended,
  };
}

/** @law TT 01/2018/TT-VPCP art. 10.2: a register per year, numbered without a break; the order is that of acceptance */
function registered(row: DossierRow | undefined, fact: DossierEvent, state: Dossier, registers: Registers) {
  if (row?.register_number != null) {
    return { register_year: row.register_year, register_number: row.register_number };
  }
  if (fact.type !== 'DossierAccepted' || !('receivingUnit' in state)) {
    return { register_year: null, register_number: null };
  }
  const year = Number(localDay(fact.data.acceptedAt).slice(0, 4));
  return { register_year: year, register_number: registers.next(state.receivingUnit, year) };
}

function ending(row: DossierRow | undefined, fact: DossierEvent, state: Dossier) {
  const { signed_at, result_kind, returned_at } = row ?? { signed_at: null, result_kind: null, returned_at: null };
  const result = 'result' in state ? { signed_at: state.result.signedAt, result_kind: state.result.resultKind } : {};
  const planned = { returned_at, return_method: 'returnMethod' in state ? state.returnMethod : null };
  const before = { signed_at, result_kind, ...result };
  if (fact.type !== 'ResultReturned') return { ...before, ...planned, ...methodOnceReturned(row) };
  return { ...before, returned_at: fact.data.returnedAt, return_method: fact.data.method };
}

/** How it was returned in fact, not how it was meant to be. */
function methodOnceReturned(row: DossierRow | undefined): Partial<Pick<DossierRow, 'return_method'>> {
  return row === undefined || row.returned_at === null ? {} : { return_method: row.return_method };
}

function withDeadlines(
  rows: readonly DeadlineRow[],
  running: readonly RunningDeadline[],
  state: Dossier,
  { dossierId, at }: { readonly dossierId: string; readonly at: string },
): DeadlineRow[] {
  const runs = (row: DeadlineRow) => running.some((one) => one.deadline === row.kind && one.dueAt === row.due_at);
  const fresh = running.filter((one) => !rows.some((row) => row.kind === one.deadline && row.due_at === one.dueAt));
  const begun = fresh.map(({ deadline, dueAt }): DeadlineRow => ({
    dossier_id: dossierId,
    kind: deadline,
    due_at: dueAt,
    began_at: at,
    state: 'running',
    ended_at: null,
  }));
  return [...rows, ...begun].map((row) =>
    runs(row) ? { ...row, state: saidOf(row, state), ended_at: null } : ended(row, at),
  );
}

function ended(row: DeadlineRow, at: string): DeadlineRow {
  if (row.ended_at !== null) return row;
  return { ...row, state: row.state === 'missed' ? 'missed' : 'ended', ended_at: at };
}

function saidOf({ kind, due_at }: DeadlineRow, state: Dossier): DeadlineRow['state'] {
  const said: Pick<DossierFacts, 'warned' | 'missed'> = 'warned' in state ? state : { warned: [], missed: [] };
  const { warned, missed } = said;
  if (missed.includes(`${kind}|${due_at}`)) return 'missed';
  return warned.includes(`${kind}|${due_at}`) ? 'warned' : 'running';
}
