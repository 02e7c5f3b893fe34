/** First and last local day (yyyy-MM-dd) that a partial date can mean. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

const SHAPE = /^(?:(?:(\d{2})\/)?(\d{2})\/)?(\d{4})$/;

/** Reads the dates of the forms: `dd/MM/yyyy`, `MM/yyyy` or `yyyy`, years 1900 to 2100. @returns null for anything else */
export function dayRange(text: string): DayRange | null {
  const match = SHAPE.exec(text);
  if (match === null || match[3]! < '1900' || match[3]! > '2100') return null;
  const { first, last } = edgesOf(match[3]!, match[2], match[1]);
  return isDay(first) && isDay(last) ? { first, last } : null;
}

function edgesOf(year: string, month: string | undefined, day: string | undefined): DayRange {
  const lastMonth = month ?? '12';
  return {
    first: dayText(year, month ?? '01', day ?? '01'),
    last: dayText(year, lastMonth, day ?? lastDayOf(year, lastMonth)),
  };
}

function dayText(year: string, month: string, day: string): string {
  return `${year}-${month}-${day}`;
}

/** True when both are dates and `end` lies wholly before `start`. */
export function endsBefore(end: unknown, start: unknown): boolean {
  const to = typeof end === 'string' ? dayRange(end) : null;
  const from = typeof start === 'string' ? dayRange(start) : null;
  return to !== null && from !== null && to.last < from.first;
}

/**
 * What somebody typed as a date, in the spelling of the forms: `5/11/2024`, `05-11-2024`, `5.11.2024` and `05112024` become
 * `05/11/2024`; what is no date stays as it is, for its author to see.
 */
export function tidyDate(text: string): string {
  const typed = text.trim();
  const digits = /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
  const words = digits === null ? typed.split(/\s*[/.\- ]\s*/) : digits.slice(1);
  if (!words.every((word) => /^\d{1,4}$/.test(word)) || words.length > 3) return typed;
  return words.map((word, place) => (place === words.length - 1 ? word : word.padStart(2, '0'))).join('/');
}

/** Today in Vietnam, yyyy-MM-dd. */
export function today(now: Date): string {
  return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

function lastDayOf(year: string, month: string): string {
  return String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()).padStart(2, '0');
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
