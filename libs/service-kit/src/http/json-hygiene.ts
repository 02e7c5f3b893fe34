import { type FieldFault, Problem } from './problem.js';

/** Deeper JSON is no declaration of ours. */
const MAX_DEPTH = 32;

/** Whoever looks a name up in an object finds these in every one of them: `toString`, `constructor`, `__proto__` ... */
const FORBIDDEN_KEYS: readonly string[] = [...Object.getOwnPropertyNames(Object.prototype), 'prototype'];

/** XML 1.0 has no place for them, escaped or not. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * Parses a request body and makes it fit for handlers: valid UTF-8 and JSON, no keys that reach into prototypes, no NUL, no
 * lone surrogates and no control characters (PostgreSQL and other systems cannot hold them), not too deep, no numbers beyond double precision, all texts in
 * NFC.
 *
 * @throws {Problem} 400, with a pointer for every fault but broken JSON (at most 20 are listed)
 */
export function cleanJson(body: Buffer): unknown {
  const root = { value: parsed(decoded(body)) };
  const faults: FieldFault[] = [];
  clean({ holder: root, key: 'value', pointer: '', depth: 0 }, faults);
  if (faults.length > 0)
    throw new Problem(400, 'body.unclean', 'Nội dung gửi lên chứa dữ liệu không được chấp nhận.', { errors: faults });
  return root.value;
}

/** The same rules for one text of the address. @returns the text in NFC, or the fault */
export function cleanText(
  text: string,
): { readonly text: string } | { readonly code: string; readonly detail: string } {
  if (text.includes('\0')) return { code: 'text.nul', detail: 'Không được chứa ký tự NUL.' };
  if (CONTROL.test(text)) return { code: 'text.control', detail: 'Không được chứa ký tự điều khiển.' };
  if (!text.isWellFormed()) return { code: 'text.lone-surrogate', detail: 'Chứa ký tự Unicode không hợp lệ.' };
  return { text: text.normalize('NFC') };
}

export function isForbiddenKey(key: string): boolean {
  return FORBIDDEN_KEYS.includes(key);
}

/** RFC 6901. */
export function pointerTo(parent: string, key: string): string {
  return `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function decoded(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Problem(400, 'body.not-utf8', 'Nội dung gửi lên không phải UTF-8 hợp lệ.');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'body.malformed-json', 'Nội dung gửi lên không phải JSON hợp lệ.');
  }
}

/** A value where it stands, so that it can be replaced. */
interface Place {
  readonly holder: object;
  readonly key: string;
  readonly pointer: string;
  readonly depth: number;
}

const MAX_FAULTS = 20;

/** Walks with a list of its own: the depth of hostile input must not become the depth of our stack. */
function clean(root: Place, faults: FieldFault[]): void {
  const open: Place[] = [root];
  for (let place = open.pop(); place !== undefined && faults.length < MAX_FAULTS; place = open.pop()) {
    const value: unknown = Reflect.get(place.holder, place.key);
    if (typeof value === 'string') cleanString(place, value, faults);
    else if (typeof value === 'number' && !Number.isFinite(value)) {
      faults.push({ pointer: place.pointer, code: 'number.too-large', detail: 'Số quá lớn.' });
    } else if (typeof value === 'object' && value !== null) open.push(...inside(value, place, faults));
  }
}

function cleanString(place: Place, value: string, faults: FieldFault[]): void {
  const outcome = cleanText(value);
  if ('text' in outcome) Reflect.set(place.holder, place.key, outcome.text);
  else faults.push({ pointer: place.pointer, ...outcome });
}

function inside(value: object, place: Place, faults: FieldFault[]): Place[] {
  if (place.depth === MAX_DEPTH) {
    faults.push({ pointer: place.pointer, code: 'body.too-deep', detail: `Dữ liệu lồng nhau quá ${MAX_DEPTH} cấp.` });
    return [];
  }
  const places: Place[] = [];
  for (const key of Object.keys(value)) {
    const fault = keyFault(key);
    if (fault === undefined) {
      places.push({ holder: value, key, pointer: pointerTo(place.pointer, key), depth: place.depth + 1 });
    } else faults.push({ pointer: place.pointer, ...fault });
  }
  return places;
}

function keyFault(key: string): { readonly code: string; readonly detail: string } | undefined {
  if (isForbiddenKey(key)) return { code: 'field.forbidden', detail: 'Chứa tên trường bị cấm.' };
  const outcome = cleanText(key);
  return 'code' in outcome ? outcome : undefined;
}
