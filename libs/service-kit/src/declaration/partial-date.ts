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
  const [, day, month, year] = SHAPE.exec(text) ?? [];
  if (year === undefined || year < '1900' || year > '2100') return null;
  const first = [year, month ?? '01', day ?? '01'].join('-');
  const last = lastDay(year, month ?? '12', day);
  return isLocalDay(first) && isLocalDay(last) ? { first, last } : null;
}

function lastDay(year: string, month: string, day: string | undefined): string {
  return [year, month, day ?? daysIn(Number(year), Number(month))].join('-');
}

function daysIn(year: number, month: number): string {
  return String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, '0');
}
