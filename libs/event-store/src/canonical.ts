import { InvalidAppend } from './errors.js';

const MAX_DEPTH = 64;

function text(value: string): string {
  if (value.includes('\0') || !value.isWellFormed())
    throw new InvalidAppend(
      'text-not-storable',
      'text holds NUL or half a surrogate pair, which no JSON column can keep',
    );
  return JSON.stringify(value);
}

function refuse(value: unknown): never {
  throw new InvalidAppend('not-json', `a value of type ${typeof value} has no place in JSON`);
}

/** An object literal of any realm: structuredClone and worker threads hand over those of another. */
function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function compound(value: object | null, depth: number): string {
  if (value === null) return 'null';
  if (depth === MAX_DEPTH) throw new InvalidAppend('too-deep', `nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return `[${value.map((item: unknown) => write(item, depth + 1)).join(',')}]`;
  if (!isPlain(value)) return refuse(value);
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${text(key)}:${write(member, depth + 1)}`;
  }
  return `{${members}}`;
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'object') return compound(value, depth);
  if (typeof value === 'boolean' || Number.isFinite(value)) return JSON.stringify(value);
  return refuse(value);
}

/**
 * RFC 8785 (JSON Canonicalization Scheme): the one text that a JSON value is hashed as, in any language. Members that are
 * `undefined` are left out, as `JSON.stringify` does.
 *
 * @throws {InvalidAppend} `not-json`, `text-not-storable`, `too-deep`
 */
export function canonical(value: unknown): string {
  return write(value, 0);
}
