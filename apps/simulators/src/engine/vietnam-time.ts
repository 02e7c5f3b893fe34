/** Milliseconds between UTC and Vietnam; the country knows no daylight saving time. */
export const VIETNAM_OFFSET_MS = 7 * 3600 * 1000;

export type DatePattern =
  'dd/MM/yyyy' | 'MM/yyyy' | 'yyyy' | 'yyyy-MM-dd' | 'dd.MM.yyyy' | 'MM.yyyy' | 'yyyyMMddHHmmss' | 'iso';

const SHAPES: Readonly<Record<DatePattern, RegExp>> = {
  'dd/MM/yyyy': /^(?<d>\d{2})\/(?<m>\d{2})\/(?<y>\d{4})$/,
  'MM/yyyy': /^(?<m>\d{2})\/(?<y>\d{4})$/,
  yyyy: /^(?<y>\d{4})$/,
  'yyyy-MM-dd': /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/,
  'dd.MM.yyyy': /^(?<d>\d{2})\.(?<m>\d{2})\.(?<y>\d{4})$/,
  'MM.yyyy': /^(?<m>\d{2})\.(?<y>\d{4})$/,
  yyyyMMddHHmmss: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})(?<h>\d{2})(?<i>\d{2})(?<s>\d{2})$/,
  iso: /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})T(?<h>\d{2}):(?<i>\d{2}):(?<s>\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/,
};

/** Reads a wire date strictly: the shape must fit and the day must exist. Answers null otherwise. */
export function readDate(text: string, pattern: DatePattern): number | null {
  const part = SHAPES[pattern].exec(text)?.groups;
  if (part === undefined) return null;
  const read = (name: string, otherwise: number): number => Number.parseInt(part[name] ?? String(otherwise), 10);
  const [year, month, day] = [read('y', 0), read('m', 1), read('d', 1)];
  const time = [read('h', 0), read('i', 0), read('s', 0)] as const;
  const at = new Date(Date.UTC(year, month - 1, day, ...time));
  // Whatever does not exist, 30 February or 24:61, comes back from Date as something else.
  const asRead = [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  if (year < 1800 || asRead.join() !== [month, day, ...time].join()) return null;
  return pattern === 'iso' ? Date.parse(text) : at.getTime() - VIETNAM_OFFSET_MS;
}

/** Prints an instant in the wall clock that lies `offsetMs` east of UTC (Vietnam unless a clock fault says otherwise). */
export function printDate(at: number, pattern: DatePattern, offsetMs: number = VIETNAM_OFFSET_MS): string {
  const local = new Date(at + offsetMs).toISOString();
  const [y, m, d] = [local.slice(0, 4), local.slice(5, 7), local.slice(8, 10)];
  const printed: Readonly<Record<DatePattern, string>> = {
    'dd/MM/yyyy': `${d}/${m}/${y}`,
    'MM/yyyy': `${m}/${y}`,
    yyyy: y,
    'yyyy-MM-dd': `${y}-${m}-${d}`,
    'dd.MM.yyyy': `${d}.${m}.${y}`,
    'MM.yyyy': `${m}.${y}`,
    yyyyMMddHHmmss: local.slice(0, 19).replaceAll(/[-T:]/g, ''),
    iso: `${local.slice(0, 19)}+07:00`,
  };
  return printed[pattern];
}
