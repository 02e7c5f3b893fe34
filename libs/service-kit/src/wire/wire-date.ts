import { isMissing, readPath } from './document-path.js';

/** Calendar fields in Vietnam (+07:00, no daylight saving); the smaller ones are missing in partial dates. */
interface DateParts {
  readonly yyyy: string;
  readonly MM?: string;
  readonly dd?: string;
  readonly HH?: string;
  readonly mm?: string;
  readonly ss?: string;
}

const offsetMs = 7 * 60 * 60 * 1000;
const tokens = /yyyy|MM|dd|HH|mm|ss/g;

/**
 * A pattern of 24-hour tokens only. `hh` reads like hours and prints 12 o'clock at midnight and at noon alike, so it is no
 * token here. A `T` may stand between day and time.
 */
export function isDatePattern(pattern: string): boolean {
  return pattern.includes('yyyy') && !/[A-Za-z]/.test(pattern.replaceAll(tokens, '').replace('T', ''));
}

/**
 * @param value an ISO instant, a local date (`yyyy-MM-dd`, `dd/MM/yyyy`, `dd.MM.yyyy`), a partial one (`MM/yyyy`, `yyyy`), or
 *   `{ ngaySinh, thangSinh, namSinh }`
 * @returns undefined when it is no date, or when the pattern asks for more than the value knows
 */
export function formatWireDate(value: unknown, pattern: string): string | undefined {
  const parts = partsOf(value);
  if (parts === undefined) return undefined;
  const wanted = pattern.match(tokens) ?? [];
  if (wanted.some((token) => parts[token as keyof DateParts] === undefined)) return undefined;
  return pattern.replaceAll(tokens, (token) => parts[token as keyof DateParts] ?? '');
}

/** A birth date with the precision it has, in the shape's order: `dd.MM.yyyy` gives `01.02.1990`, `02.1990` or `1990`. */
export function formatBirthDate(value: unknown, shape: string): string | undefined {
  const parts = partsOf(value);
  if (parts === undefined) return undefined;
  const separator = shape.replaceAll(tokens, '').charAt(0);
  return (shape.match(tokens) ?? [])
    .map((token) => parts[token as keyof DateParts])
    .filter((part) => part !== undefined)
    .join(separator);
}

/** The inverse of a pattern. @returns an ISO instant in UTC when the pattern has hours, else `yyyy-MM-dd`; undefined if no match */
export function parseWireDate(text: string, pattern: string): string | undefined {
  const order: readonly string[] = pattern.match(tokens) ?? [];
  const expression = new RegExp(
    `^${pattern
      .split(/(yyyy|MM|dd|HH|mm|ss)/)
      .map((piece, index) => (index % 2 === 1 ? `(\\d{${piece.length}})` : piece.replaceAll(/[^\w\s]/g, '\\$&')))
      .join('')}$`,
  );
  const found = expression.exec(text.trim());
  if (found === null) return undefined;
  const parts: Record<string, string> = { MM: '01', dd: '01', HH: '00', mm: '00', ss: '00' };
  order.forEach((token, index) => (parts[token] = found[index + 1] ?? ''));
  const day = `${parts['yyyy']}-${parts['MM']}-${parts['dd']}`;
  if (!isRealDay(day)) return undefined;
  if (!order.includes('HH')) return day;
  const instant = Date.parse(`${day}T${parts['HH']}:${parts['mm']}:${parts['ss']}.000+07:00`);
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}

function partsOf(value: unknown): DateParts | undefined {
  if (typeof value === 'object' && value !== null) return partsOfObject(value);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  const parts = /^\d{4}-\d\d-\d\dT/.test(text) ? partsOfInstant(text) : partsOfLocal(text);
  return parts !== undefined && isReal(parts) ? parts : undefined;
}

function partsOfInstant(text: string): DateParts | undefined {
  if (!/(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) return undefined;
  const local = new Date(instant + offsetMs).toISOString();
  return {
    yyyy: local.slice(0, 4),
    MM: local.slice(5, 7),
    dd: local.slice(8, 10),
    HH: local.slice(11, 13),
    mm: local.slice(14, 16),
    ss: local.slice(17, 19),
  };
}

function partsOfLocal(text: string): DateParts | undefined {
  const iso = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (iso !== null) return known(iso[1], iso[2], iso[3]);
  const local = /^(?:(?:(\d\d?)[./-])?(\d\d?)[./-])?(\d{4})$/.exec(text);
  return local === null ? undefined : known(local[3], local[2], local[1]);
}

function partsOfObject(value: object): DateParts | undefined {
  const member = (name: string): string | undefined => {
    const found = readPath(value, name);
    return isMissing(found) ? undefined : String(found as string | number);
  };
  const year = member('namSinh');
  return year === undefined || !/^\d{4}$/.test(year) ? undefined : known(year, member('thangSinh'), member('ngaySinh'));
}

function known(yyyy: string | undefined, month?: string, day?: string): DateParts | undefined {
  if (yyyy === undefined) return undefined;
  if (month === undefined) return day === undefined ? { yyyy } : undefined;
  const MM = month.padStart(2, '0');
  return day === undefined ? { yyyy, MM } : { yyyy, MM, dd: day.padStart(2, '0') };
}

function isReal(parts: DateParts): boolean {
  return isRealDay(`${parts.yyyy}-${parts.MM ?? '01'}-${parts.dd ?? '01'}`);
}

function isRealDay(day: string): boolean {
  const instant = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
}
