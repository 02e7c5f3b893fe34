import type { DueDate, TimeLimit } from '../../calendar/due-date.js';
import type { Catalogue } from '../../procedures/catalogue.js';
import type { ProcedureVersion } from '../../procedures/procedure.js';
import type { Acceptance, DossierFacts, Pause } from '../dossier-state.js';
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
  const { clockFrom, pauses, outages } = acceptance;
  const due = countedFrom(dossier, catalogue, clockFrom);
  const unit = dossier.resolvingUnit;
  const paused = pauses.reduce((moved, { from, to }) => catalogue.pause(moved, from, to, unit), due);
  return withoutOutages(paused, outages, acceptance, dossier, catalogue);
}

/**
 * The due date moved by the working time of announced outages since the clock started; none of it counts twice.
 *
 * @law NĐ 301/2026/NĐ-CP art. 3.4
 */
export function movedByOutage(
  dossier: Clocked & { readonly acceptance: Acceptance },
  outage: Pause,
  catalogue: Catalogue,
): DueDate {
  const { acceptance } = dossier;
  const left = [...acceptance.pauses, ...acceptance.outages].reduce(without, [outage]);
  return withoutOutages(acceptance.due, left, acceptance, dossier, catalogue);
}

function withoutOutages(
  due: DueDate,
  outages: readonly Pause[],
  { clockFrom }: Acceptance,
  { resolvingUnit }: Clocked,
  catalogue: Catalogue,
): DueDate {
  return outages.reduce((moved, { from, to }) => {
    const later = catalogue.outage({ ...moved, startedAt: clockFrom }, from, to, resolvingUnit);
    return later.dueAt === moved.dueAt ? moved : later;
  }, due);
}

/** What is left of the intervals when another one is taken out; instants of one form compare as text. */
function without(intervals: readonly Pause[], taken: Pause): readonly Pause[] {
  return intervals
    .flatMap(({ from, to }) => [
      { from, to: to < taken.from ? to : taken.from },
      { from: from > taken.to ? from : taken.to, to },
    ])
    .filter(({ from, to }) => from < to);
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
