import type { EventStore } from '@motcua/event-store';
import type { Pool } from 'pg';
import { eventsOf } from '../events.js';

/** Erased dossiers whose keys live: the keys came back with a backup, or an erasure was interrupted. */
export async function erasureFaults(store: EventStore, pool: Pool): Promise<string[]> {
  const shredded: string[] = [];
  for await (const { data } of eventsOf(store, { categories: ['dossier'], types: ['SubjectErased'] })) {
    if (data['policy'] === 'shred') shredded.push(String(data['dossierId']));
  }
  const { rows } = await pool.query<{ owner: string }>(
    'SELECT owner FROM keys.data_keys WHERE owner = ANY ($1::uuid[]) AND wrapped IS NOT NULL ORDER BY 1',
    [shredded],
  );
  return rows.map(
    ({ owner }) => `dossier ${owner} was erased, but its key lives: run motcua erase again for the person`,
  );
}
