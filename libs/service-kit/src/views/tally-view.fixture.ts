import { randomUUID } from 'node:crypto';
import type { NewEvent, RecordedEvent } from '@motcua/event-store';
import { sql, type Transaction } from 'kysely';
import { foldRows } from './rows.js';
import type { View } from './view.js';

interface Tally {
  dossier_id: string;
  facts: number;
  label: string;
}

/** Counts the facts of each dossier: a fact that is applied twice shows. */
export function tallyView(version = 1): View<unknown> {
  return {
    name: 'tally',
    version,
    filter: { categories: ['dossier'] },
    async createTables(transaction: Transaction<unknown>) {
      await sql`CREATE TABLE tally (dossier_id uuid PRIMARY KEY, facts int NOT NULL, label text)`.execute(transaction);
    },
    apply: (transaction: Transaction<unknown>, events: readonly RecordedEvent[]) =>
      foldRows<unknown, Tally>(
        transaction,
        {
          table: 'tally',
          key: 'dossier_id',
          subject: (event) => String(event.data['dossierId']),
          evolve: (row, event) => ({
            dossier_id: String(event.data['dossierId']),
            facts: (row?.facts ?? 0) + 1,
            label: `v${version}`,
          }),
        },
        events,
      ),
  };
}

export function submitted(dossierId: string): NewEvent {
  const meta = { correlationId: 'c', causationId: 'k', actor: 'someone', actorRole: 'citizen' };
  return {
    id: randomUUID(),
    type: 'DossierSubmitted',
    schemaVersion: 1,
    data: { dossierId },
    meta: { ...meta, recordedAt: '2026-11-24T01:00:00.000Z' },
  };
}
