/** A dossier that waits for its code. */
export interface CodeRequest {
  readonly dossierId: string;
  /** Canonical code of the unit whose series numbers it. */
  readonly unitCode: string;
  /** The moment whose Vietnamese day stands on the code: of the fact that needs it, never of the issue. */
  readonly issuedAt: string;
  /** Events in the dossier's stream as far as the caller knows; corrected when it is behind. */
  readonly dossierVersion: number;
  readonly correlationId: string;
  readonly causationId: string;
}
