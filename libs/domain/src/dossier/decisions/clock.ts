import type { DueDate, TimeLimit } from '../../calendar/due-date.js';
import type { Catalogue } from '../../procedures/catalogue.js';
import type { ProcedureVersion } from '../../procedures/procedure.js';
import type { Acceptance, DossierFacts } from '../dossier-state.js';
import { refuse } from '../guards.js';

type Clocked = Pick<DossierFacts, 'procedureVersionId' | 'procedureCase' | 'resolvingUnit' | 'calendarVersion'>;

/** The time limit of a case of the version that the dossier keeps for ever. */
export function limitOf(version: ProcedureVersion, procedureCase: string): TimeLimit {
  const found = version.cases.find(({ code }) => code === procedureCase);
  return found?.resolution ?? refuse('dossier.case-unknown', { procedureCase });
}

export function resolutionLimit(dossier: Clocked, catalogue: Catalogue): TimeLimit {
  return limitOf(catalogue.version(dossier.procedureVersionId), dossier.procedureCase);
}

/** The full time limit from `from`, in the shifts and calendar of the competent unit. @law NĐ 309/2026/NĐ-CP art. 8.3 */
export function countedFrom(dossier: Clocked, catalogue: Catalogue, from: string): DueDate {
  const limit = resolutionLimit(dossier, catalogue);
  return catalogue.due(limit, from, dossier.resolvingUnit, dossier.calendarVersion);
}

/** The time limit counted again from where the clock started, with everything the clock left out since. */
export function recounted(dossier: Clocked, acceptance: Acceptance, catalogue: Catalogue): DueDate {
  const due = countedFrom(dossier, catalogue, acceptance.clockFrom);
  return acceptance.pauses.reduce(
    (moved, { from, to }) => catalogue.pause(moved, from, to, dossier.resolvingUnit),
    due,
  );
}

/** The due date after the time from `from` to `to` by one of the three clocks. @law NĐ 61/2018/NĐ-CP art. 19.4 (`restart`) */
export function afterWaiting(
  clock: 'restart' | 'pause' | 'none',
  dossier: Clocked & { readonly acceptance: Acceptance },
  catalogue: Catalogue,
  from: string,
  to: string,
): DueDate {
  switch (clock) {
    case 'restart':
      return countedFrom(dossier, catalogue, to);
    case 'pause':
      return catalogue.pause(dossier.acceptance.due, from, to, dossier.resolvingUnit);
    case 'none':
      return dossier.acceptance.due;
  }
}
