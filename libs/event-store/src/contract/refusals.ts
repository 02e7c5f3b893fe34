import { describe, expect, it } from '@jest/globals';
import { MAX_EVENT_BYTES } from '../admit.js';
import type { EventMeta, JsonObject, NewEvent, Write } from '../event-store.js';
import { aMeta, aStream, anEvent, events, write } from './events.js';
import type { Subject } from './subject.js';

const of = (over: Partial<NewEvent>): Write[] => [write(aStream(), 0, anEvent(over))];
const data = (value: unknown): Write[] => of({ data: { value } });
const meta = (over: Record<string, unknown>): Write[] => of({ meta: { ...aMeta, ...over } as unknown as EventMeta });
const { actor: _, ...withoutActor } = aMeta;
const same = aStream();
const twice = anEvent();
const deep = Array.from({ length: 80 }).reduce<JsonObject>((inner) => ({ inner }), {});

const CASES: [code: string, what: string, writes: Write[]][] = [
  ['no-events', 'no write at all', []],
  ['no-events', 'a write without events', [write(aStream(), 0)]],
  ['same-stream-twice', 'one stream twice', [write(same, 0, anEvent()), write(same, 1, anEvent())]],
  ['bad-stream', 'a stream without category', [write('loose', 0, anEvent())]],
  ['bad-stream', 'a system stream', [write('$ce-dossier', 0, anEvent())]],
  ['bad-stream', 'a stream with a blank', [write('dossier-1 2', 0, anEvent())]],
  ['bad-expected', '`any` as expected', [write(aStream(), -2, anEvent())]],
  ['bad-expected', '`exists` as expected', [write(aStream(), 'exists' as unknown as number, anEvent())]],
  ['bad-event-id', 'an id that is no UUID', of({ id: '17' })],
  ['bad-event-id', 'an id in capitals', of({ id: anEvent().id.toUpperCase() })],
  ['event-id-twice', 'one id twice', [write(aStream(), 0, twice), write(aStream(), 0, twice)]],
  ['bad-type', 'a system type', of({ type: '$metadata' })],
  ['bad-schema-version', 'schema version 0', of({ schemaVersion: 0 })],
  ['reserved-key', 'a metadata key of the store', meta({ $maxAge: '1' })],
  ['reserved-key', 'a schema version in the metadata', meta({ schemaVersion: '1' })],
  ['meta-not-flat', 'a number in the metadata', meta({ attempt: 1 })],
  ['meta-not-flat', 'an object in the metadata', meta({ actor: { id: '1' } })],
  ['meta-incomplete', 'metadata without an actor', of({ meta: withoutActor as unknown as EventMeta })],
  ['not-json', 'data that is a list', of({ data: [] as unknown as JsonObject })],
  ['not-json', 'a date', data(new Date(0))],
  ['not-json', 'not a number', data(Number.NaN)],
  ['not-json', 'a big integer', data(1n)],
  ['not-json', 'a function', data(() => 1)],
  ['too-deep', 'eighty levels', of({ data: deep })],
  ['text-not-storable', 'NUL in a value', data('a\0b')],
  ['text-not-storable', 'NUL in a key', of({ data: { 'a\0': 1 } })],
  ['text-not-storable', 'half a surrogate pair', data('x\ud83d')],
  ['text-not-storable', 'half a surrogate pair in the metadata', meta({ actor: '\udc00' })],
  ['event-too-large', 'more than 64 KiB', data('x'.repeat(MAX_EVENT_BYTES))],
  ['event-too-large', 'more than 64 KiB in UTF-8', data('đ'.repeat(MAX_EVENT_BYTES / 2))],
  ['append-too-large', 'more than 1 MiB', [write(aStream(), 0, ...events(20, { value: 'x'.repeat(60_000) }))]],
];

/** E1, last lines: what no store can take is refused before anything is sent, and harms no other request. */
export function refusals(subject: () => Subject): void {
  describe('refuses', () => {
    it.each(CASES)('with %s: %s', async (code, _what, writes) => {
      const good = [write(aStream(), 0, anEvent())];
      const [bad, passed] = await Promise.allSettled([subject().store.append(writes), subject().store.append(good)]);
      expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'InvalidAppend', code } });
      expect(passed.status).toBe('fulfilled');
    });
  });
}
