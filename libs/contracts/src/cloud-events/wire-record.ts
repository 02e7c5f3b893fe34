import { UndecodableRecord } from './undecodable-record.js';

/** A record as it is written: text everywhere. */
export interface EncodedRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

type Bytes = string | Uint8Array;

/** A record as clients hand it over: bytes or text; a list is a header that came more than once. */
export interface ReceivedRecord {
  readonly key: Bytes | null;
  readonly value: Bytes | null;
  readonly headers: Readonly<Record<string, Bytes | readonly Bytes[] | undefined>>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a key or value. @throws {UndecodableRecord} `value-malformed` for null and for what is not UTF-8 */
export function textOf(bytes: Bytes | null): string {
  const text = bytes === null ? undefined : decoded(bytes);
  if (text === undefined) throw new UndecodableRecord('value-malformed');
  return text;
}

/** @returns undefined where the header is absent. @throws {UndecodableRecord} `header-malformed` */
export function headerIfAny({ headers }: ReceivedRecord, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (value === undefined) return undefined;
  const text = isBytes(value) ? decoded(value) : undefined;
  if (text === undefined || text === '') throw new UndecodableRecord('header-malformed', name);
  return text;
}

/** @throws {UndecodableRecord} `header-missing`, `header-malformed` */
export function header(record: ReceivedRecord, name: string): string {
  const text = headerIfAny(record, name);
  if (text === undefined) throw new UndecodableRecord('header-missing', name);
  return text;
}

/** A JSON object. @throws {UndecodableRecord} `value-malformed` */
export function objectOf(text: string): Record<string, unknown> {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UndecodableRecord('value-malformed');
  return value as Record<string, unknown>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the content.
    throw new UndecodableRecord('value-malformed');
  }
}

function isBytes(value: Bytes | readonly Bytes[]): value is Bytes {
  return typeof value === 'string' || value instanceof Uint8Array;
}

function decoded(bytes: Bytes): string | undefined {
  if (typeof bytes === 'string') return bytes;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
