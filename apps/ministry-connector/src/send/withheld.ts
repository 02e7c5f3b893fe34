import { type Catalogue, type HoldReason, Rejected } from '@motcua/domain';
import type { HandedDossier } from '../dossier/handed-dossier.js';

/** Why a submission must not go out now, whatever its data say; empty when it may. */
export function withheld(dossier: HandedDossier, catalogue: Catalogue): HoldReason[] {
  const { state, dossierCode } = dossier;
  if (state.erased !== null) return [{ code: 'erased', subject: 'personal-data' }];
  if (dossier.isGivenUp) return [{ code: 'dossier-closed', subject: state.status }];
  if (state.status === 'supplementRequested') return [{ code: waitsForApplicant, subject: state.status }];
  if (wasRefused(dossier)) return [{ code: 'dossier-closed', subject: 'negative-result' }];
  if (dossierCode === null || !isOurs(dossierCode, catalogue))
    return [{ code: 'foreign-code', subject: 'dossierCode' }];
  return [];
}

function wasRefused({ state }: HandedDossier): boolean {
  return 'result' in state && state.result.resultKind === 'negative';
}

/** Nobody has to do anything about it: the supplement sets the delivery free. */
export const waitsForApplicant = 'dossier-waiting';

/** A code of another province's or a ministry's series is never sent as ours, and never replaced. */
function isOurs(dossierCode: string, catalogue: Catalogue): boolean {
  const parsed = catalogue.parseCode(dossierCode);
  if (!parsed.ok || parsed.code.kind !== 'local') return false;
  try {
    return catalogue.unit(parsed.code.unitCode).code !== '';
  } catch (error) {
    if (error instanceof Rejected) return false;
    throw error;
  }
}
