import type { Actor } from '../actor.js';

/** How long sessions last; real time. */
export interface SessionLimits {
  /** Without any request; default 30 minutes. */
  readonly idleMinutes?: number;
  /** Since the sign-in; default 10 hours. */
  readonly hours?: number;
  /** How old a cookie becomes; default 15 minutes. */
  readonly renewMinutes?: number;
}

/** Somebody who has just proved who they are. */
export interface SignedIn {
  readonly actor: Actor;
  /** For the header of the pages. */
  readonly name: string | null;
  /** Tells the issuer at sign-out whose session ends; absent where it carries personal data. */
  readonly idToken?: string;
}

/** A session that a cookie opened. */
export interface Session extends SignedIn {
  /** The same for all cookies after one sign-in. */
  readonly signInId: string;
  /** Comes back as `x-csrf-token` with everything that changes something. */
  readonly csrfToken: string;
  /** ISO 8601, UTC: when it ends if nothing is done until then, and in any case. */
  readonly idleUntil: string;
  readonly endsAt: string;
}
