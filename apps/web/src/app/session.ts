import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ProblemError } from '../api/problem.ts';

export type Role =
  'citizen' | 'deskOfficer' | 'resolvingOfficer' | 'unitLeader' | 'administrator' | 'auditor' | 'integrator';

/** What `GET /session` answers. The account itself stands on the server; the browser has a cookie that no script reads. */
export type Session =
  | { readonly signedIn: false }
  | {
      readonly signedIn: true;
      readonly subject: string;
      readonly name: string | null;
      readonly roles: readonly Role[];
      readonly units: readonly { readonly code: string; readonly name: string | null }[];
      /** Sent back as `x-csrf-token` with everything that changes something. */
      readonly csrfToken: string;
      /** Ends by itself when nothing is done until then. */
      readonly idleUntil: string;
      readonly endsAt: string;
    };

const KEY = ['session'];

export async function fetchSession(): Promise<Session> {
  const response = await fetch('/session', { headers: { accept: 'application/json' } });
  if (!response.ok) throw await ProblemError.of(response);
  return (await response.json()) as Session;
}

export function useSession(): Session | undefined {
  return useQuery({ queryKey: KEY, queryFn: fetchSession, staleTime: 60_000 }).data;
}

/** @returns whether the person has one of these roles; `undefined` while nobody knows yet */
export function useHasRole(...wanted: readonly Role[]): boolean | undefined {
  const session = useSession();
  if (session === undefined) return undefined;
  return session.signedIn && session.roles.some((role) => wanted.includes(role));
}

export function signInAddress(back: string): string {
  return `/session/sign-in?return=${encodeURIComponent(back)}`;
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    const session = await fetchSession();
    const headers = session.signedIn ? { 'x-csrf-token': session.csrfToken } : {};
    const response = await fetch('/session/sign-out', { method: 'POST', headers });
    const { location } = (await response.json()) as { location: string };
    queries.clear();
    window.location.assign(location);
  };
}
