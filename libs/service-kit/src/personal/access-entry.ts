import type { Actor } from '../auth/actor.js';
import type { Clock } from '../clock.js';
import { currentContext } from '../context/request-context.js';
import type { AccessEntry } from './access-log.js';

/** The entry that says: this actor looks at this dossier now. */
export function accessEntry(dossierId: string, actor: Actor, purpose: string, clock: Clock): AccessEntry {
  return {
    dossierId,
    subject: actor.subject,
    roles: actor.role,
    clientId: actor.clientId ?? null,
    purpose,
    happenedAt: clock.now(),
    correlationId: currentContext().correlationId,
  };
}
