import { Actor, type Role } from '../actor.js';
import type { Session, SignedIn } from './session.js';

/** What stands sealed in the row. */
export interface Claims {
  readonly subject: string;
  readonly roles: readonly (Role | 'system')[];
  readonly units: readonly string[];
  readonly personalId?: string;
  readonly name: string | null;
  readonly idToken?: string;
  readonly csrfToken: string;
}

export function claimsOf({ actor, name, idToken }: SignedIn, csrfToken: string): Claims {
  const { subject, roles, units, personalId } = actor;
  return {
    subject,
    roles,
    units,
    name,
    csrfToken,
    ...(personalId === undefined ? {} : { personalId }),
    ...(idToken === undefined ? {} : { idToken }),
  };
}

export function sessionOf(
  { subject, roles, units, personalId, name, idToken, csrfToken }: Claims,
  { signInId, idleUntil, endsAt }: { readonly signInId: string; readonly idleUntil: Date; readonly endsAt: Date },
): Session {
  return {
    actor: new Actor(subject, roles, units, undefined, personalId),
    name,
    csrfToken,
    signInId,
    idleUntil: (idleUntil < endsAt ? idleUntil : endsAt).toISOString(),
    endsAt: endsAt.toISOString(),
    ...(idToken === undefined ? {} : { idToken }),
  };
}
