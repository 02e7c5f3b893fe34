import { addDays, isLocalDay } from '../calendar/local-time.js';

/** Something dated: local dates, `validTo` is the last valid day, null = open-ended. */
export interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

export function isValidOn(dated: Dated, day: string): boolean {
  return dated.validFrom <= day && (dated.validTo === null || day <= dated.validTo);
}

export function overlaps(one: Dated, other: Dated): boolean {
  return isBefore(one.validFrom, other.validTo) && isBefore(other.validFrom, one.validTo);
}

/** The days on which something may change: every beginning, and every day after an end. What is no date is left out. */
export function turningDays(dated: readonly Dated[]): string[] {
  const beginnings = dated.map(({ validFrom }) => validFrom).filter(isLocalDay);
  const ends = dated.flatMap(({ validTo }) => (validTo !== null && isLocalDay(validTo) ? addDays(validTo, 1) : []));
  return [...new Set([...beginnings, ...ends])].toSorted();
}

function isBefore(from: string, to: string | null): boolean {
  return to === null || from <= to;
}
