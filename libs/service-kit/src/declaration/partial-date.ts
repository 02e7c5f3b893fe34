import { isLocalDay } from '@motcua/domain';

/** First and last local day (yyyy-MM-dd) that a partial date can mean. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

const SHAPE = /^(?:(?:(\d{2})\/)?(\d{2})\/)?(\d{4})$/;

/**
 * Reads the dates of the forms: `dd/MM/yyyy`, `MM/yyyy` or `yyyy`, years 1900 to 2100, real days only. Civil-status papers of older
 * people may lack day and month, and the law lets them.
 *
 * @returns null when the text is no such date
 */
export function dayRange(text: string): DayRange | null {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const [, day, month, year = ''] = match;
  if (year < '1900' || year > '2100') return null;
  const first = firstDay(year, month, day);
  const last = lastDay(year, month, day);
  return isLocalDay(first) && isLocalDay(last) ? { first, last } : null;
}

function firstDay(year: string, month = '01', day = '01'): string {
  return `${year}-${month}-${day}`;
}

function lastDay(year: string, month = '12', day = daysIn(Number(year), Number(month))): string {
  return `${year}-${month}-${day}`;
}

function daysIn(year: number, month: number): string {
  return String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, '0');
}
