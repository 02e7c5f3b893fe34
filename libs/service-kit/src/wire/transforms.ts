import { isMissing, readPath, scalarText } from './document-path.js';
import { formatBirthDate, formatWireDate, isDatePattern } from './wire-date.js';
import type { WireProfile } from './wire-profile.js';
import { hasIllegalCharacter } from './wire-xml.js';

/** Why a value may not be sent. The words are codes: they stand in events, so they never hold the value itself. */
export type MappingFault =
  | 'missing'
  | 'not-a-text'
  | 'not-a-number'
  | 'not-a-flag'
  | 'not-a-date'
  | 'not-an-address'
  | 'not-in-code-list'
  | 'not-a-url'
  | 'illegal-character'
  | 'too-long'
  | 'too-many'
  | 'pattern';

export type Transformed =
  | { readonly kind: 'value'; readonly value: string | number | boolean | readonly number[] }
  /** Nothing to send and nothing wrong. */
  | { readonly kind: 'omitted' }
  | { readonly kind: 'fault'; readonly fault: MappingFault };

type Transform = (value: unknown, argument: string, profile: WireProfile) => Transformed;

/** The closed list. `json`, `xml`, `concat`, `constant` and lists build on other rules and live in the field map. */
const transforms: Readonly<Record<string, Transform>> = {
  string: (value) => text(value),
  personName: (value) => personName(value),
  integer: (value) => number(value, Number.isSafeInteger),
  number: (value) => number(value, Number.isFinite),
  integers: (value) => integers(value),
  boolean: (value) => boolean(value),
  flag01: (value) => flag(value, '1', '0'),
  flagTrueFalse: (value) => flag(value, 'True', 'False'),
  date: (value, pattern) => dateText(formatWireDate(value, pattern)),
  birthDate: (value, _argument, profile) => dateText(formatBirthDate(value, profile.dateShape)),
  code: (value, list, profile) => codeOf(value, list, profile),
  address: (value, _argument, profile) => address(value, profile),
  url: (value) => url(value),
  base64: (value) => (value instanceof Uint8Array ? is(Buffer.from(value).toString('base64')) : fault('not-a-text')),
};

const composite = new Set(['constant', 'concat', 'json', 'xml', 'list', 'object', 'status']);

/** @returns undefined when the name is a transform of the closed list with a fitting argument, else what is wrong */
export function transformFault(as: string, profile: WireProfile): string | undefined {
  const [name, argument] = splitTransform(as);
  if (!Object.hasOwn(transforms, name) && !composite.has(name)) return `unknown transform "${name}"`;
  const check = argumentChecks[name];
  return check === undefined || check.test(argument, profile) ? undefined : `"${argument}" is ${check.otherwise}`;
}

const argumentChecks: Readonly<
  Record<string, { readonly test: (argument: string, profile: WireProfile) => boolean; readonly otherwise: string }>
> = {
  date: { test: isDatePattern, otherwise: 'no 24-hour date pattern' },
  code: { test: (list, profile) => Object.hasOwn(profile.codeLists, list), otherwise: 'no code list of this profile' },
  xml: { test: (path) => /^[A-Za-z]\w*(?:\/[A-Za-z]\w*)*$/.test(path), otherwise: 'no element path' },
};

/** Applies a simple transform to a value that is there. */
export function transform(value: unknown, as: string, profile: WireProfile): Transformed {
  const [name, argument] = splitTransform(as);
  const apply = Object.hasOwn(transforms, name) ? transforms[name] : undefined;
  if (apply === undefined) throw new RangeError(`transform ${name} cannot stand here`);
  return apply(value, argument, profile);
}

export function splitTransform(as: string): [name: string, argument: string] {
  const colon = as.indexOf(':');
  return colon < 0 ? [as, ''] : [as.slice(0, colon), as.slice(colon + 1)];
}

function is(value: string | number | boolean | readonly number[]): Transformed {
  return { kind: 'value', value };
}

function fault(reason: MappingFault): Transformed {
  return { kind: 'fault', fault: reason };
}

function text(value: unknown): Transformed {
  const found = scalarText(value);
  if (found === undefined) return fault('not-a-text');
  const composed = found.normalize('NFC').trim();
  return hasIllegalCharacter(composed) ? fault('illegal-character') : is(composed);
}

/** One blank between the words; the parts of a name in their order. */
function personName(value: unknown): Transformed {
  const found = text(typeof value === 'object' ? nameOfParts(value) : value);
  return found.kind === 'value' ? is(String(found.value).replaceAll(/\s+/g, ' ')) : found;
}

function nameOfParts(value: unknown): unknown {
  const parts = ['Ho', 'ChuDem', 'Ten'].map((part) => readPath(value, part)).filter((part) => !isMissing(part));
  return parts.length === 0 ? undefined : parts.map((part) => scalarText(part) ?? '').join(' ');
}

function number(value: unknown, accepts: (candidate: number) => boolean): Transformed {
  const found = scalarText(value)?.trim() ?? '';
  if (!/^-?\d+(?:\.\d+)?$/.test(found)) return fault('not-a-number');
  return accepts(Number(found)) ? is(Number(found)) : fault('not-a-number');
}

function integers(value: unknown): Transformed {
  const numbers = Array.isArray(value) ? value.map(Number) : [];
  return numbers.length > 0 && numbers.every(Number.isSafeInteger) ? is(numbers) : fault('not-a-number');
}

function boolean(value: unknown): Transformed {
  const found = flag(value, 'true', 'false');
  return found.kind === 'value' ? is(found.value === 'true') : found;
}

function flag(value: unknown, yes: string, no: string): Transformed {
  const found = scalarText(value)?.trim().toLowerCase() ?? '';
  if (['1', 'true'].includes(found)) return is(yes);
  return ['0', 'false'].includes(found) ? is(no) : fault('not-a-flag');
}

function dateText(formatted: string | undefined): Transformed {
  return formatted === undefined ? fault('not-a-date') : is(formatted);
}

/** A value outside the list is never guessed: the list's `*` says whether it holds the dossier or is left out. */
function codeOf(value: unknown, name: string, profile: WireProfile): Transformed {
  const list = profile.codeLists[name];
  const key = scalarText(value)?.trim();
  if (list === undefined || key === undefined) return fault('not-in-code-list');
  const wire = Object.hasOwn(list.values, key) ? list.values[key] : list.values['*'];
  if (wire === undefined || wire === 'hold') return fault('not-in-code-list');
  return wire === 'omit' ? { kind: 'omitted' } : is(wire);
}

const addressLevels = {
  threeTier: ['PhuongXa|Xa', 'QuanHuyen|Huyen', 'TinhThanh|Tinh'],
  twoTier: ['PhuongXa|Xa', 'TinhThanh|Tinh'],
} as const;

/** An address object as one line, smallest part first, each level by its name or else by its code; text stays as it is. */
function address(value: unknown, profile: WireProfile): Transformed {
  if (typeof value !== 'object') return text(value);
  const levels = addressLevels[profile.addressModel].map((level) => {
    const names = level.split('|');
    return firstOf(value, [...names.map((name) => `ten${name}`), ...names.map((name) => `ma${name}`)]);
  });
  const country = readPath(value, 'quocGia') === 'VN' ? undefined : firstOf(value, ['tenQuocGia', 'quocGia']);
  const parts = [firstOf(value, ['dcChiTiet', 'chiTiet']), ...levels, country].filter((part) => !isMissing(part));
  if (parts.length === 0) return fault('not-an-address');
  return text(parts.map((part) => scalarText(part) ?? '').join(', '));
}

function firstOf(value: unknown, names: readonly string[]): unknown {
  return names.map((name) => readPath(value, name)).find((candidate) => !isMissing(candidate));
}

function url(value: unknown): Transformed {
  const found = scalarText(value);
  return found !== undefined && URL.canParse(found) && /^https?:\/\//.test(found) ? is(found) : fault('not-a-url');
}
