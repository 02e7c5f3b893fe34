import { dayRange } from './dates.ts';
import type { FormDay } from './form.ts';
import { type SchemaNode, isRecord, textOf } from './schema.ts';

export type FaultCode =
  | 'missing'
  | 'wrongType'
  | 'tooShort'
  | 'tooLong'
  | 'wrongFormat'
  | 'notInList'
  | 'tooSmall'
  | 'tooLarge'
  | 'tooFew'
  | 'tooMany'
  | 'notAllowed'
  | 'inTheFuture'
  | 'tooLate'
  | 'outOfOrder';

/** Something in a declaration that the form does not accept. */
export interface Fault {
  /** JSON pointer into the declaration. */
  readonly pointer: string;
  readonly code: FaultCode;
  /** In Vietnamese, where the form or the server has its own words. */
  readonly message?: string;
}

type Found = Omit<Fault, 'pointer'>;

/** What one node by itself finds wrong with a value; what lies inside the value is somebody else's. */
export function leafFaults(node: SchemaNode, value: unknown, day: FormDay): Found[] {
  const codes = [...wrongKind(node, value), ...wrongText(node, value, day), ...wrongSize(node, value)];
  const message = textOf(node['x-message']);
  return codes.map((code) => (message !== undefined && SAYS_LESS.has(code) ? { code, message } : { code }));
}

/** Faults for which the words of the form say more than ours. */
const SAYS_LESS: ReadonlySet<FaultCode> = new Set(['wrongFormat', 'notInList', 'notAllowed', 'wrongType']);

function wrongKind(node: SchemaNode, value: unknown): FaultCode[] {
  const faults: FaultCode[] = [];
  const types = [node['type']].flat().filter((type) => type !== undefined);
  if (types.length > 0 && !types.includes(typeOf(value))) faults.push('wrongType');
  if (Array.isArray(node['enum']) && !node['enum'].includes(value)) faults.push('notInList');
  if ('const' in node && node['const'] !== value) faults.push('notInList');
  if (forbids(node, value)) faults.push('notAllowed');
  return faults;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** `not` stands in forms as `{}` (nothing at all) or with one value that is excluded. */
function forbids(node: SchemaNode, value: unknown): boolean {
  const excluded = node['not'];
  if (!isRecord(excluded)) return false;
  if ('const' in excluded) return excluded['const'] === value;
  return Array.isArray(excluded['enum'])
    ? excluded['enum'].includes(value as never)
    : Object.keys(excluded).length === 0;
}

function wrongText(node: SchemaNode, value: unknown, day: FormDay): FaultCode[] {
  if (typeof value !== 'string') return [];
  const list = textOf(node['x-codeList']);
  const checks: readonly (readonly [FaultCode, boolean])[] = [
    ['wrongFormat', !matchesPattern(textOf(node['pattern']), value) || !hasFormat(textOf(node['format']), value)],
    ['notInList', list !== undefined && day.lists.get(list)?.some(({ code }) => code === value) === false],
    ['inTheFuture', node['x-notAfterReception'] === true && startsAfter(value, day.today)],
    ['tooLate', textOf(node['x-before']) !== undefined && !startsBefore(value, textOf(node['x-before'])!)],
  ];
  return checks.filter(([, isWrong]) => isWrong).map(([code]) => code);
}

const patterns = new Map<string, RegExp>();

function matchesPattern(pattern: string | undefined, value: string): boolean {
  if (pattern === undefined) return true;
  const compiled = patterns.get(pattern) ?? new RegExp(pattern, 'u');
  patterns.set(pattern, compiled);
  return compiled.test(value);
}

const EMAIL = /^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$/;

function hasFormat(format: string | undefined, value: string): boolean {
  if (format === undefined) return true;
  if (format === 'email') return EMAIL.test(value);
  if (dayRange(value) === null) return false;
  if (format === 'full-date-vn') return value.length === 10;
  return format === 'year' ? value.length === 4 : format !== 'month-or-year' || value.length <= 7;
}

function startsAfter(text: string, day: string): boolean {
  const range = dayRange(text);
  return range !== null && range.first > day;
}

function startsBefore(text: string, day: string): boolean {
  const range = dayRange(text);
  return range === null || range.first < day;
}

function wrongSize(node: SchemaNode, value: unknown): FaultCode[] {
  const size = sizeOf(value);
  if (size === undefined) return [];
  const [least, most, below, above] =
    SIZES[typeof value === 'number' ? 'number' : typeof value === 'string' ? 'string' : 'list'];
  const faults: FaultCode[] = [];
  if (size < Number(node[least] ?? -Infinity)) faults.push(below);
  if (size > Number(node[most] ?? Infinity)) faults.push(above);
  return faults;
}

const SIZES = {
  number: ['minimum', 'maximum', 'tooSmall', 'tooLarge'],
  string: ['minLength', 'maxLength', 'tooShort', 'tooLong'],
  list: ['minItems', 'maxItems', 'tooFew', 'tooMany'],
} as const;

/** Characters are counted as people see code points, as the server does. */
function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return Array.from(value).length;
  return Array.isArray(value) ? value.length : undefined;
}
