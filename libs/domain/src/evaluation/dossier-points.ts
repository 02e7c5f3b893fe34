import type { ServiceMeasure } from './service-measure.js';
import { type Timeliness, timelinessOf } from './timeliness.js';

export type Points = 0 | 1 | 2;

/** The indices of one dossier; null where the log has nothing to judge it by. */
export interface DossierPoints {
  readonly 1: Points | null;
  readonly 2: Points | null;
  readonly 3: Points | null;
  readonly 4: Points | null;
  readonly 7: Points | null;
}

const KEPT: Readonly<Record<Timeliness, Points>> = { early: 2, onTime: 1, late: 0 };

/**
 * The points of a resolved dossier (2, 1 or 0 each); every one is null before its result is signed.
 *
 * - 1: signed on a day before, on, or after the **original** due date; a date that was moved since does not help.
 * - 2: the worst of the units whose step had a limit of its own.
 * - 3: contacts needed to complete it. A request before acceptance names what was missing when it was filed: the applicant's
 *   fault, not counted. One after acceptance asks for what the office had declared complete: counted.
 * - 4: bodies to be contacted: none where it was filed, completed and given back without a visit, else the one-stop desk. More
 *   than one cannot come up: everything goes through the desk. Known once the result was given back.
 * - 7: as 1, and no upheld complaint. Complaints are registered elsewhere: this log knows of none.
 *
 * @law TT 01/2018/TT-VPCP art. 13, 14
 */
export function dossierPoints(measure: ServiceMeasure): DossierPoints {
  const { resolvedAt, originalDueAt, steps, contacts } = measure;
  if (resolvedAt === null || originalDueAt === null) return { 1: null, 2: null, 3: null, 4: null, 7: null };
  const inTime = KEPT[timelinessOf(resolvedAt, originalDueAt)];
  return {
    1: inTime,
    2: worstOf(steps.map(({ kept }) => KEPT[kept])),
    3: contactPoints(contacts),
    4: bodyPoints(measure),
    7: inTime,
  };
}

function worstOf(points: readonly Points[]): Points | null {
  return points.length === 0 ? null : (Math.min(...points) as Points);
}

function contactPoints(contacts: number): Points {
  if (contacts === 0) return 2;
  return contacts === 1 ? 1 : 0;
}

function bodyPoints({ cameToDesk, returnMethod, returnedAt }: ServiceMeasure): Points | null {
  if (returnedAt === null) return null;
  return cameToDesk || returnMethod === 'counter' ? 1 : 2;
}
