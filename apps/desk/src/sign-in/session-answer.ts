import type { Catalogue } from '@motcua/domain';
import type { Session } from '@motcua/service-kit';

/** What `GET /session` answers; the pages know it as `Session` (apps/web/src/app/session.ts). */
export type SessionAnswer =
  | { readonly signedIn: false }
  | {
      readonly signedIn: true;
      readonly subject: string;
      readonly name: string | null;
      readonly roles: readonly string[];
      readonly units: readonly { readonly code: string; readonly name: string | null }[];
      readonly csrfToken: string;
      readonly idleUntil: string;
      readonly endsAt: string;
    };

/** @param today Vietnamese day, e.g. `2026-11-24`: units change their names */
export function sessionAnswer(session: Session | undefined, catalogue: Catalogue, today: string): SessionAnswer {
  if (session === undefined) return { signedIn: false };
  const { actor, name, csrfToken, idleUntil, endsAt } = session;
  const names = new Map(catalogue.unitsOn(today).map((unit) => [unit.code, unit.name]));
  const units = actor.units.map((code) => ({ code, name: names.get(code) ?? null }));
  return { signedIn: true, subject: actor.subject, name, roles: actor.roles, units, csrfToken, idleUntil, endsAt };
}
