import { readDate, type DatePattern } from '../engine/vietnam-time.js';

/** One row of a field table: what an outside system demands of one member. Empty text and null count as absent. */
export interface FieldRule {
  type: 'string' | 'integer' | 'digits' | 'boolean' | 'array' | 'object';
  required?: boolean;
  max?: number;
  oneOf?: readonly (string | number)[];
  date?: readonly DatePattern[];
  pattern?: RegExp;
  /** rules for the members of an object or of each object in an array */
  members?: FieldTable;
}

export type FieldTable = Readonly<Record<string, FieldRule>>;

export type FaultKind = 'missing' | 'type' | 'format' | 'length' | 'code' | 'unknown';

export interface FieldFault {
  /** the member's path, e.g. `declarationWSForm.fullName` or `TaiLieuNop[0].TenTepDinhKem` */
  field: string;
  kind: FaultKind;
}

const TYPE_TESTS: Readonly<Record<FieldRule['type'], (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  digits: (value) => /^\d+$/.test(String(value)) && (typeof value === 'string' || typeof value === 'number'),
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: (value) => isRecord(value),
};

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks a value against a table: missing, mistyped, misshapen, too long, off the code list, and members nobody knows. */
export function checkFields(table: FieldTable, value: unknown, path = ''): FieldFault[] {
  if (!isRecord(value)) return [{ field: path, kind: 'type' }];
  const prefix = path === '' ? '' : `${path}.`;
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(table, name));
  return [
    ...Object.entries(table).flatMap(([name, rule]) => checkField(rule, value[name], `${prefix}${name}`)),
    ...unknown.map((name) => ({ field: `${prefix}${name.slice(0, 60)}`, kind: 'unknown' as const })),
  ];
}

function checkField(rule: FieldRule, value: unknown, field: string): FieldFault[] {
  if (isAbsent(value)) return rule.required === true ? [{ field, kind: 'missing' }] : [];
  if (!TYPE_TESTS[rule.type](value)) return [{ field, kind: 'type' }];
  if (rule.type === 'array' || rule.type === 'object') return checkInside(rule, value, field);
  const failed = SCALAR_TESTS.find(([, passes]) => !passes(rule, value as string | number));
  return failed === undefined ? [] : [{ field, kind: failed[0] }];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function checkInside(rule: FieldRule, value: unknown, field: string): FieldFault[] {
  if (rule.members === undefined) return [];
  if (!Array.isArray(value)) return checkFields(rule.members, value, field);
  const members = rule.members;
  return value.flatMap((item, index) => checkFields(members, item, `${field}[${index}]`));
}

type ScalarTest = (rule: FieldRule, value: string | number) => boolean;

const SCALAR_TESTS: readonly (readonly [kind: FaultKind, passes: ScalarTest])[] = [
  ['length', ({ max }, value) => max === undefined || Array.from(String(value)).length <= max],
  // Text with NUL or a lone surrogate cannot be stored by any of these systems.
  ['format', (_rule, value) => !String(value).includes('\0') && String(value).isWellFormed()],
  [
    'format',
    ({ date }, value) => date === undefined || date.some((pattern) => readDate(String(value), pattern) !== null),
  ],
  ['format', ({ pattern }, value) => pattern === undefined || pattern.test(String(value))],
  ['code', ({ oneOf }, value) => oneOf === undefined || oneOf.includes(value)],
];

/** A scalar as text; anything else, absence included, as empty text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
