import { hash } from 'node:crypto';
import { canonical } from './canonical.js';
import { InvalidAppend } from './errors.js';
import type { EventMeta, NewEvent, Write } from './event-store.js';

/** Of one event: canonical data and metadata together, in bytes of UTF-8. */
export const MAX_EVENT_BYTES = 64 * 1024;
/** Of one append; the smallest limit among the stores behind the port. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** An event whose JSON was checked and written once; adapters store these texts. */
export interface AdmittedEvent {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  /** RFC 8785. */
  readonly data: string;
  /** RFC 8785. */
  readonly meta: string;
  /** See `contentDigest`. */
  readonly digest: Buffer;
}

export interface AdmittedWrite {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly AdmittedEvent[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const STREAM = /^[A-Za-z][A-Za-z0-9]*-[\x21-\x7e]{1,180}$/;
const TYPE = /^[A-Za-z][A-Za-z0-9.-]{0,99}$/;

const REQUIRED_META = ['correlationId', 'causationId', 'actor', 'actorRole', 'recordedAt'];

function refuse(condition: boolean, code: string, message: string): void {
  if (condition) throw new InvalidAppend(code, message);
}

function checkMeta(meta: EventMeta): void {
  refuse(typeof meta !== 'object' || meta === null, 'meta-not-flat', 'metadata is not an object');
  for (const [key, value] of Object.entries(meta)) {
    refuse(key.startsWith('$'), 'reserved-key', 'metadata keys that start with $ belong to the store');
    refuse(typeof value !== 'string', 'meta-not-flat', `metadata ${key} is not a string`);
    refuse(key === 'schemaVersion', 'reserved-key', 'the schema version is a field of the event, not of its metadata');
  }
  for (const key of REQUIRED_META) refuse(!Object.hasOwn(meta, key), 'meta-incomplete', `metadata lacks ${key}`);
}

function admitEvent(event: NewEvent, stream: string, version: number): AdmittedEvent {
  const { id, type, schemaVersion } = event;
  refuse(!UUID.test(id), 'bad-event-id', 'an event id is a UUID in lower case');
  refuse(
    !TYPE.test(type),
    'bad-type',
    'an event type starts with a letter and holds letters, digits, dots and hyphens',
  );
  refuse(!Number.isInteger(schemaVersion) || schemaVersion < 1, 'bad-schema-version', 'schemaVersion counts from 1');
  checkMeta(event.meta);
  refuse(typeof event.data !== 'object' || Array.isArray(event.data), 'not-json', 'data is not a JSON object');
  refuse(event.data === null, 'not-json', 'data is not a JSON object');
  const data = canonical(event.data);
  const meta = canonical(event.meta);
  refuse(data.length + meta.length > MAX_EVENT_BYTES, 'event-too-large', 'an event holds at most 64 KiB');
  const content = { id, stream, version, type, schemaVersion, data, meta };
  return { ...content, digest: contentDigest(content) };
}

function admitWrite({ stream, expected, events }: Write): AdmittedWrite {
  refuse(!STREAM.test(stream), 'bad-stream', 'a stream is named <category>-<key> in printable ASCII without blanks');
  refuse(!Number.isInteger(expected) || expected < 0, 'bad-expected', 'expected is the number of events already there');
  refuse(events.length === 0, 'no-events', `nothing to write to ${stream}`);
  return { stream, expected, events: events.map((event, index) => admitEvent(event, stream, expected + index + 1)) };
}

const bytes = ({ data, meta }: AdmittedEvent) => Buffer.byteLength(data) + Buffer.byteLength(meta);

function checkSize(events: readonly AdmittedEvent[]): void {
  let total = 0;
  for (const event of events) {
    const size = bytes(event);
    refuse(size > MAX_EVENT_BYTES, 'event-too-large', 'an event holds at most 64 KiB');
    total += size;
  }
  refuse(total > MAX_APPEND_BYTES, 'append-too-large', 'an append holds at most 1 MiB');
}

/**
 * Refuses what no store behind the port can take, before anything is sent, and writes the JSON of the rest once.
 *
 * @throws {InvalidAppend} with the code of the first rule that is broken
 */
export function admit(writes: readonly Write[]): readonly AdmittedWrite[] {
  refuse(writes.length === 0, 'no-events', 'an append without a write');
  refuse(new Set(writes.map(({ stream }) => stream)).size < writes.length, 'same-stream-twice', 'one write per stream');
  const admitted = writes.map(admitWrite);
  const events = admitted.flatMap((write) => write.events);
  refuse(new Set(events.map(({ id }) => id)).size < events.length, 'event-id-twice', 'two events share an id');
  checkSize(events);
  return admitted;
}

/**
 * What an event is, wherever it is stored: SHA-256 over the RFC 8785 text of
 * `[id, stream, version, type, schemaVersion, data, meta]`. Personal data is in it as ciphertext only, so that erasure by
 * destroyed keys leaves it valid.
 */
export function contentDigest(event: Omit<AdmittedEvent, 'digest'>): Buffer {
  const { id, stream, version, type, schemaVersion, data, meta } = event;
  // names are checked ASCII without quotes or controls, so that JSON.stringify is canonical for them
  const names = `"${id}",${JSON.stringify(stream)},${version},"${type}",${schemaVersion}`;
  return hash('sha256', `[${names},${data},${meta}]`, 'buffer');
}
