import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import { dossierFacts } from '@motcua/testing';
import fc from 'fast-check';
import type { LifecycleEvent } from '../lifecycle-event.js';
import { lifecycleEvents, type LifecycleEventType } from '../lifecycle/lifecycle-events.js';
import { UnknownLifecycleEvent } from '../lifecycle/to-lifecycle-event.js';
import { decodeCloudEvent, encodeCloudEvent } from './lifecycle-codec.js';
import { UndecodableRecord } from './undecodable-record.js';
import type { ReceivedRecord } from './wire-record.js';

const SOURCE = '/motcua/H99/dossiers';
const types = Object.keys(lifecycleEvents) as LifecycleEventType[];

const event: LifecycleEvent = {
  id: '3f2504e0-4f89-51d3-9a0c-0305e82c3301',
  type: 'DossierCodeAssigned',
  dossierId: dossierFacts.DossierCodeAssigned.data.dossierId,
  dossierVersion: 2,
  recordedAt: '2026-11-16T02:00:00.250Z',
  correlationId: 'request-1',
  causationId: 'command-1',
  data: dossierFacts.DossierCodeAssigned.data,
};

const instants = fc
  .date({ min: new Date('2018-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString());
const words = fc.string({ unit: 'grapheme-ascii', minLength: 1 });

/** Any event: every type, any JSON beside the two fields that the envelope repeats. */
const events: fc.Arbitrary<LifecycleEvent> = fc
  .record({
    id: fc.uuid(),
    type: fc.constantFrom(...types),
    dossierId: fc.uuid(),
    dossierVersion: fc.integer({ min: 1, max: 999_999_999 }),
    recordedAt: instants,
    correlationId: words,
    causationId: words,
    traceparent: fc.option(words, { nil: undefined }),
    at: instants,
    more: fc.dictionary(fc.string(), fc.jsonValue()),
  })
  .map(({ at, more, traceparent, ...envelope }) => ({
    ...envelope,
    ...(traceparent === undefined ? {} : { traceparent }),
    data: JSON.parse(
      JSON.stringify({ ...more, dossierId: envelope.dossierId, [lifecycleEvents[envelope.type].time]: at }),
    ) as Record<string, unknown>,
  }));

/** As a client hands it over. */
function asBytes({ key, value, headers }: ReturnType<typeof encodeCloudEvent>): ReceivedRecord {
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  return { key: Buffer.from(key), value: Buffer.from(value), headers: Object.fromEntries(bytes) };
}

function withHeader(name: string, text: ReceivedRecord['headers'][string]): ReceivedRecord {
  const record = encodeCloudEvent(event, SOURCE);
  return { ...record, headers: { ...record.headers, [name]: text } };
}

function faultOf(record: ReceivedRecord): unknown {
  try {
    return decodeCloudEvent(record);
  } catch (error) {
    if (!(error instanceof UndecodableRecord)) throw error;
    return [error.fault, error.header];
  }
}

describe('the CloudEvents codec', () => {
  it('writes the binary mode of the Kafka binding', () => {
    expect(encodeCloudEvent({ ...event, traceparent: '00-a-b-01' }, SOURCE)).toEqual({
      key: event.dossierId,
      value: JSON.stringify(event.data),
      headers: {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        ce_id: event.id,
        ce_source: SOURCE,
        ce_type: 'vn.motcua.dossier.dossier-code-assigned.v1',
        ce_time: dossierFacts.DossierCodeAssigned.data.assignedAt,
        ce_subject: event.dossierId,
        ce_dossierversion: '2',
        ce_correlationid: 'request-1',
        ce_causationid: 'command-1',
        ce_partitionkey: event.dossierId,
        ce_recordedtime: '2026-11-16T02:00:00.250Z',
        ce_traceparent: '00-a-b-01',
      },
    });
  });

  it('reads back every event that it wrote, from text and from bytes', () => {
    fc.assert(
      fc.property(events, (one) => {
        const record = encodeCloudEvent(one, SOURCE);
        expect(decodeCloudEvent(record)).toEqual(one);
        expect(decodeCloudEvent(asBytes(record))).toEqual(one);
      }),
    );
  });

  it('names every event one to one on the wire', () => {
    const wire = types.map((type) => encodeCloudEvent({ ...event, type }, SOURCE).headers['ce_type']);
    expect(new Set(wire).size).toBe(types.length);
  });

  it('reads an event that a later build of the same major version added, and leaves foreign headers alone', () => {
    const record = withHeader('ce_type', 'vn.motcua.dossier.dossier-archived.v1');
    const replayed = { ...record, headers: { ...record.headers, 'replay-id': 'r1', replayed: 'true' } };
    expect(decodeCloudEvent(replayed)).toEqual({ ...event, type: 'DossierArchived' });
  });

  it('writes no event without a public form', () => {
    expect(() => encodeCloudEvent({ ...event, type: 'toString' }, SOURCE)).toThrow(UnknownLifecycleEvent);
  });
});

describe('a record that is no event', () => {
  const record = encodeCloudEvent(event, SOURCE);

  it.each(Object.keys(record.headers))('is refused without %s', (name) => {
    expect(faultOf(withHeader(name, undefined))).toEqual(['header-missing', name]);
  });

  it.each<[string, ReceivedRecord['headers'][string], string]>([
    ['ce_specversion', '0.3', 'not-cloudevents-1.0'],
    ['content-type', 'application/cloudevents+json', 'not-json'],
    ['ce_type', 'vn.motcua.dossier.dossier-accepted.v2', 'foreign-type'],
    ['ce_type', 'vn.other.dossier-accepted.v1', 'foreign-type'],
    ['ce_type', 'vn.motcua.dossier.DossierAccepted.v1', 'foreign-type'],
    ['ce_dossierversion', '0', 'header-malformed'],
    ['ce_dossierversion', '1e3', 'header-malformed'],
    ['ce_recordedtime', '2026-11-16T09:00:00+07:00', 'header-malformed'],
    ['ce_time', 'Monday', 'header-malformed'],
    ['ce_id', ['one', 'two'], 'header-malformed'],
    ['ce_id', new Uint8Array([0xff]), 'header-malformed'],
    ['ce_id', '', 'header-malformed'],
    ['ce_subject', 'another', 'dossier-differs'],
    ['ce_partitionkey', 'another', 'dossier-differs'],
  ])('is refused with %s = %j', (name, text, fault) => {
    expect(faultOf(withHeader(name, text))).toEqual([fault, fault === 'dossier-differs' ? undefined : name]);
  });

  it.each<[string, Partial<ReceivedRecord>, string]>([
    ['another key', { key: 'another' }, 'dossier-differs'],
    ['no key', { key: null }, 'value-malformed'],
    ['a tombstone', { value: null }, 'value-malformed'],
    ['no JSON', { value: 'Nguyễn Văn Mẫu' }, 'value-malformed'],
    ['a list', { value: '[]' }, 'value-malformed'],
    ['another dossier inside', { value: '{"dossierId":"another"}' }, 'dossier-differs'],
  ])('is refused with %s', (_name, part, fault) => {
    expect(faultOf({ ...record, ...part })).toEqual([fault, undefined]);
  });

  it('is named without its content', () => {
    const broken = { ...record, value: 'Nguyễn Văn Mẫu 0123' };
    expect(() => decodeCloudEvent(broken)).toThrow(/^record cannot be decoded: value-malformed$/);
  });
});
