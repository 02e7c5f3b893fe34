import { type Decider, type Dossier, type DossierCommand, type DossierEvent } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { type View, factOf, foldRows, upsertRows } from '@motcua/service-kit';
import { type Transaction, sql } from 'kysely';
import { codeKey, externalKey } from './code-key.js';

/** The state that a dossier's public facts leave; nothing personal is in it. */
interface StateRow {
  readonly dossier_id: string;
  readonly state: Dossier;
  readonly updated_at: string;
}

/**
 * What citizens are shown: `intake.dossier_states` (each dossier's state), `intake.dossier_codes` (every code it is known by, ours
 * and others') and `intake.dossier_owners` (whose it is: account or blind index of a personal number).
 */
export function trackingView(decider: Decider<Dossier, DossierCommand, DossierEvent>): View<unknown> {
  const evolve = (row: StateRow | undefined, event: RecordedEvent): StateRow => ({
    dossier_id: String(event.data['dossierId']),
    state: decider.evolve(row?.state ?? decider.initialState(), factOf<DossierEvent>(event)),
    updated_at: event.meta.recordedAt,
  });
  return {
    name: 'intake-tracking',
    version: 1,
    filter: { categories: ['dossier'] },
    async createTables(transaction) {
      await sql`CREATE TABLE dossier_states (dossier_id uuid PRIMARY KEY, state jsonb NOT NULL, updated_at text NOT NULL)`.execute(
        transaction,
      );
      await sql`CREATE TABLE dossier_codes (code_key text, dossier_id uuid, PRIMARY KEY (code_key, dossier_id))`.execute(
        transaction,
      );
      await sql`CREATE TABLE dossier_owners (owner text, dossier_id uuid, submitted_at text NOT NULL, PRIMARY KEY (owner, dossier_id))`.execute(
        transaction,
      );
    },
    async apply(transaction, events) {
      const table = 'dossier_states';
      await foldRows<unknown, StateRow>(transaction, { table, key: 'dossier_id', subject: dossierOf, evolve }, events);
      await addCodes(transaction, events);
      await addOwners(transaction, events);
    },
  };
}

function dossierOf({ data }: RecordedEvent): string {
  return String(data['dossierId']);
}

async function addCodes(transaction: Transaction<unknown>, events: readonly RecordedEvent[]): Promise<void> {
  const rows = events.flatMap((event) =>
    codesOf(event).map((code_key) => ({ code_key, dossier_id: dossierOf(event) })),
  );
  await upsertRows(transaction, { table: 'dossier_codes', key: ['code_key', 'dossier_id'] }, rows);
}

function codesOf(event: RecordedEvent): string[] {
  const fact = factOf<DossierEvent>(event);
  if (fact.type === 'DossierCodeAssigned') return [keyOfAssigned(fact.data)];
  if (fact.type === 'DossierSubmitted') return fact.data.externalCodes.map(({ code }) => externalKey(code));
  return fact.type === 'ExternalCodeNoted' ? [externalKey(fact.data.externalCode.code)] : [];
}

function keyOfAssigned(data: Extract<DossierEvent, { type: 'DossierCodeAssigned' }>['data']): string {
  return data.origin === 'series' ? codeKey(data.unitCode, data.day, data.ordinal) : externalKey(data.dossierCode);
}

async function addOwners(transaction: Transaction<unknown>, events: readonly RecordedEvent[]): Promise<void> {
  const rows = events.filter(({ type }) => type === 'DossierSubmitted').flatMap(ownersOf);
  await upsertRows(transaction, { table: 'dossier_owners', key: ['owner', 'dossier_id'] }, rows);
}

function ownersOf(event: RecordedEvent) {
  const indexes = (event.meta['owners'] ?? '').split(',').filter((index) => index !== '');
  const submitted_at = String(event.data['submittedAt']);
  return [`account:${event.meta.actor}`, ...indexes.map((index) => `person:${index}`)].map((owner) => ({
    owner,
    dossier_id: dossierOf(event),
    submitted_at,
  }));
}
