import { Rejected } from '../rejected.js';
import type { ProcedureVersion } from './procedure.js';
import { matchesUnit } from './unit-pattern.js';

/** True when the unit is one of those that receive the procedure for their own area. */
export function isCompetent(version: ProcedureVersion, unitCode: string): boolean {
  return version.receivingUnits.some((pattern) => matchesUnit(pattern, unitCode));
}

/**
 * True when a unit may take in a dossier for the competent unit: itself always, another of the province or of the country where the
 * edition says so (phi địa giới).
 *
 * @law NĐ 118/2025/NĐ-CP (inside the province, from 2025-07-01); NĐ 309/2026/NĐ-CP (nation-wide, listed procedures)
 */
export function isBoundaryFree(version: ProcedureVersion, receivingUnit: string, competentUnit: string): boolean {
  if (receivingUnit === competentUnit) return true;
  switch (version.boundaryFree) {
    case 'none':
      return false;
    case 'province':
      return levelOne(receivingUnit) === levelOne(competentUnit);
    case 'nation':
      return true;
  }
}

/**
 * The unit that decides a dossier received for `competentUnit`.
 *
 * @throws {Rejected} `procedure.unit-not-competent`
 * @law NĐ 61/2018/NĐ-CP art. 18, 19
 */
export function resolvingUnitOf(version: ProcedureVersion, competentUnit: string): string {
  if (!isCompetent(version, competentUnit)) {
    throw new Rejected('procedure.unit-not-competent', { version: version.id, unitCode: competentUnit });
  }
  return version.resolvingUnit.kind === 'fixed' ? version.resolvingUnit.unit : competentUnit;
}

function levelOne(unitCode: string): string {
  return unitCode.split('.')[0]!;
}
