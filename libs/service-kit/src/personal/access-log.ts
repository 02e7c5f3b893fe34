import type { Actor } from '../auth/actor.js';

/** One look at one dossier's personal data. */
export interface AccessEntry {
  readonly dossierId: string;
  readonly subject: string;
  readonly roles: string;
  readonly clientId: string | null;
  /** Stable code of why, e.g. `desk.dossier-page`, `connector.hand-over`. */
  readonly purpose: string;
  /** ISO 8601 UTC, the app's clock. */
  readonly happenedAt: string;
  readonly correlationId: string;
}

export interface AccessSearch {
  readonly dossierId?: string;
  readonly subject?: string;
  readonly purpose?: string;
  /** Inclusive, ISO 8601 UTC. */
  readonly from?: string;
  /** Exclusive. */
  readonly to?: string;
  /** Entries older than this id, newest first; from `next` of the page before. */
  readonly before?: string;
  /** 1..200. */
  readonly limit: number;
}

export interface AccessPage {
  readonly entries: readonly (AccessEntry & { readonly id: string })[];
  readonly next: string | undefined;
}

/** Who looked at whose personal data, and why; append-only. */
export abstract class AccessLog {
  /** Resolves when the entries are durable. @throws {StoreUnavailable} then nothing may be shown */
  abstract record(dossierIds: readonly string[], actor: Actor, purpose: string): Promise<void>;

  /** For auditors, newest first. @throws {StoreUnavailable} */
  abstract search(search: AccessSearch): Promise<AccessPage>;
}
