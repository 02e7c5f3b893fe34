import type { ResultDocument } from '../dossier-event.js';
import type { Dossier } from '../dossier-state.js';
import { OPEN } from '../guards.js';
import { type DataOf, ifFiled, ifIn, withFacts } from './fold.js';

export function afterSigning(state: Dossier, data: DataOf<'ResultSigned'>): Dossier {
  const { resultKind, signedAt, late, document } = data;
  return ifIn(state, ['accepted', 'processing'], (dossier) => ({
    ...dossier,
    status: 'resolved',
    result: { resultKind, signedAt, late, document, revoked: false },
  }));
}

export function afterPostalRegistration(state: Dossier): Dossier {
  return ifIn(state, [...OPEN, 'resolved'], (dossier) => withFacts(dossier, { returnMethod: 'post' }));
}

export function afterReturn(state: Dossier): Dossier {
  return ifIn(state, ['resolved'], (dossier) => ({ ...dossier, status: 'returned' }));
}

/** The corrected document stands in place of the old one; the old one stays in its own fact. */
export function withCorrection(state: Dossier, document: ResultDocument): Dossier {
  return ifIn(state, ['returned'], (dossier) => ({ ...dossier, result: { ...dossier.result, document } }));
}

export function withRevocation(state: Dossier): Dossier {
  return ifIn(state, ['returned'], (dossier) => ({ ...dossier, result: { ...dossier.result, revoked: true } }));
}

/** The first rating stays. */
export function withRating(state: Dossier, ratedAt: string): Dossier {
  return ifFiled(state, (dossier) => withFacts(dossier, { ratedAt: dossier.ratedAt ?? ratedAt }));
}
