import type { RecordedEvent } from '@motcua/event-store';
import type { Actor } from '../auth/actor.js';
import type { Sealer } from '../sealing/sealer.js';

/**
 * Whether a dossier is the actor's own: his account filed it, or he is its applicant or submitter by his personal number. Whoever is told
 * "no" must not learn that the dossier exists.
 */
export function isOwnDossier(history: readonly RecordedEvent[], actor: Actor, sealer: Sealer): boolean {
  const submitted = history.find(({ type }) => type === 'DossierSubmitted');
  if (submitted === undefined) return false;
  if (submitted.meta.actor === actor.subject) return true;
  if (actor.personalId === undefined) return false;
  return (submitted.meta['owners'] ?? '').split(',').includes(sealer.blindIndex('person', actor.personalId));
}
