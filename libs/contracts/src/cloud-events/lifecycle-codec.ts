import type { LifecycleEvent } from '../lifecycle-event.js';
import { isLifecycleEventType, lifecycleEvents } from '../lifecycle/lifecycle-events.js';
import { UnknownLifecycleEvent } from '../lifecycle/to-lifecycle-event.js';
import { UndecodableRecord } from './undecodable-record.js';
import { type EncodedRecord, header, headerIfAny, objectOf, type ReceivedRecord, textOf } from './wire-record.js';
import { nameOfWireType, wireType } from './wire-type.js';

/** An instant in UTC, as every time of an envelope is written. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const VERSION = /^[1-9]\d{0,8}$/;

/**
 * The Kafka record of a lifecycle event: CloudEvents 1.0, Kafka protocol binding, binary mode.
 *
 * `ce_time` is the business time of the fact, `ce_recordedtime` when the app wrote it down; they differ where an officer records
 * what happened before.
 *
 * @param source `/motcua/<level-1 unit code>/dossiers`
 * @throws {UnknownLifecycleEvent} for an event without a public form
 */
export function encodeCloudEvent(event: LifecycleEvent, source: string): EncodedRecord {
  const { type, dossierId } = event;
  if (!isLifecycleEventType(type)) throw new UnknownLifecycleEvent(type);
  return {
    key: dossierId,
    value: JSON.stringify(event.data),
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_source: source,
      ce_type: wireType(type),
      ce_time: String(event.data[lifecycleEvents[type].time]),
      ce_subject: dossierId,
      ce_dossierversion: String(event.dossierVersion),
      ce_correlationid: event.correlationId,
      ce_causationid: event.causationId,
      ce_partitionkey: dossierId,
      ce_recordedtime: event.recordedAt,
      ...(event.traceparent === undefined ? {} : { ce_traceparent: event.traceparent }),
    },
  };
}

/**
 * The lifecycle event of a Kafka record. Headers that it does not know (a replay's) are left alone, and so is an event name
 * that this build does not know: within a major version events and fields are added.
 *
 * @throws {UndecodableRecord}
 */
export function decodeCloudEvent(record: ReceivedRecord): LifecycleEvent {
  demand(header(record, 'ce_specversion') === '1.0', 'not-cloudevents-1.0', 'ce_specversion');
  demand(isJson(header(record, 'content-type')), 'not-json', 'content-type');
  header(record, 'ce_source');
  formed(record, 'ce_time', INSTANT);
  const type = nameOfWireType(header(record, 'ce_type'));
  if (type === undefined) throw new UndecodableRecord('foreign-type', 'ce_type');
  const traceparent = headerIfAny(record, 'ce_traceparent');
  return {
    id: header(record, 'ce_id'),
    type,
    dossierId: dossierIdOf(record),
    dossierVersion: Number(formed(record, 'ce_dossierversion', VERSION)),
    recordedAt: formed(record, 'ce_recordedtime', INSTANT),
    correlationId: header(record, 'ce_correlationid'),
    causationId: header(record, 'ce_causationid'),
    ...(traceparent === undefined ? {} : { traceparent }),
    data: dataOf(record),
  };
}

function dossierIdOf(record: ReceivedRecord): string {
  const subject = header(record, 'ce_subject');
  demand(textOf(record.key) === subject && header(record, 'ce_partitionkey') === subject, 'dossier-differs');
  return subject;
}

function dataOf(record: ReceivedRecord): Readonly<Record<string, unknown>> {
  const data = objectOf(textOf(record.value));
  demand(data['dossierId'] === header(record, 'ce_subject'), 'dossier-differs');
  return data;
}

function formed(record: ReceivedRecord, name: string, form: RegExp): string {
  const text = header(record, name);
  demand(form.test(text), 'header-malformed', name);
  return text;
}

/** `application/json`, whatever its parameters. */
function isJson(contentType: string): boolean {
  return /^application\/json *(;|$)/i.test(contentType);
}

function demand(fine: boolean, fault: UndecodableRecord['fault'], name?: string): void {
  if (!fine) throw new UndecodableRecord(fault, name);
}
