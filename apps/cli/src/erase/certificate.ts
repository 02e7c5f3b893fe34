import type { Policy } from './erasure-plan.js';
import type { ReadModelsReport } from './read-models.js';

/** What an erasure did, without a word about the person: to be kept by who answers for it. */
export interface ErasureCertificate {
  readonly kind: 'motcua.erasure.v1';
  /** ISO 8601 UTC. */
  readonly completedAt: string;
  /** Opaque subject id of the account that ordered it. */
  readonly by: string;
  readonly reasonCode: string;
  readonly forcedShred: boolean;
  readonly dossiers: readonly {
    readonly dossierId: string;
    readonly policy: Policy;
    readonly sealedTexts: number;
    readonly filesRemoved: number;
    readonly linksRevoked: number;
  }[];
  /** Records about the person that belong to no dossier, e.g. a visit that was sent home. */
  readonly others: readonly string[];
  readonly uploads: number;
  /** `destroyed` counts this run; what an interrupted run before it destroyed is in no count. */
  readonly keys: { readonly destroyed: number; readonly rewrapped: number };
  readonly selfCheck: SelfCheck;
  readonly readModels: ReadModelsReport;
  /** The newest event and its hash when the erasure was complete. */
  readonly chain: { readonly position: string; readonly root: string } | null;
}

/** Everything must be 0 but what was tried. */
export interface SelfCheck {
  readonly textsTried: number;
  readonly textsOpened: number;
  readonly filesLeft: number;
  readonly keysLeft: number;
}

export function isClean({ textsOpened, filesLeft, keysLeft }: SelfCheck): boolean {
  return textsOpened + filesLeft + keysLeft === 0;
}
