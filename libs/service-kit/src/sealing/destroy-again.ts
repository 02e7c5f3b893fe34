import type { EventStore } from '@motcua/event-store';
import type { PostgresKeyVault } from './postgres-key-vault.js';

const SLICE = 1_000;

/**
 * Destroys the keys of erased dossiers that live all the same: they came back with an older backup of the keys, or an erasure was
 * interrupted. Call before anything is served, or a restore undoes erasures.
 *
 * @returns the dossiers whose keys were destroyed again
 * @throws {StoreUnavailable} nobody knows who was erased: do not serve
 */
export async function destroyAgain(store: EventStore, vault: PostgresKeyVault): Promise<string[]> {
  const erased: string[] = [];
  let position = store.start;
  for (let atHead = false; !atHead;) {
    const slice = await store.readAll(position, { categories: ['dossier'], types: ['SubjectErased'] }, SLICE);
    for (const { data } of slice.events) if (data['policy'] === 'shred') erased.push(String(data['dossierId']));
    ({ next: position, atHead } = slice);
  }
  const living = erased.length === 0 ? [] : await vault.living(erased);
  if (living.length > 0) await vault.destroy(living);
  return living;
}
