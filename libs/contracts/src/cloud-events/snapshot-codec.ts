import { type DossierSnapshot, dossierSnapshot } from '../snapshot/dossier-snapshot.js';
import { UndecodableRecord } from './undecodable-record.js';
import { type EncodedRecord, header, objectOf, type ReceivedRecord, textOf } from './wire-record.js';
import { wireType } from './wire-type.js';

const TYPE = wireType('DossierSnapshot');

/**
 * The Kafka record of a snapshot, for the compacted topic; CloudEvents 1.0 in binary mode like the events themselves.
 *
 * @param source `/motcua/<level-1 unit code>/dossiers`
 */
export function encodeSnapshot(snapshot: DossierSnapshot, source: string): EncodedRecord {
  const { dossierId } = snapshot;
  return {
    key: dossierId,
    value: JSON.stringify(snapshot),
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      // Not the event's own id: within a source an id stands for one message.
      ce_id: `${snapshot.lastEventId}/snapshot`,
      ce_source: source,
      ce_type: TYPE,
      ce_time: snapshot.changedAt,
      ce_subject: dossierId,
      ce_dossierversion: String(snapshot.dossierVersion),
      ce_partitionkey: dossierId,
      ce_recordedtime: snapshot.recordedAt,
    },
  };
}

/**
 * The snapshot of a Kafka record, to go on folding from.
 *
 * @throws {UndecodableRecord}
 */
export function decodeSnapshot(record: ReceivedRecord): DossierSnapshot {
  if (header(record, 'ce_specversion') !== '1.0') throw new UndecodableRecord('not-cloudevents-1.0', 'ce_specversion');
  if (header(record, 'ce_type') !== TYPE) throw new UndecodableRecord('foreign-type', 'ce_type');
  const value = objectOf(textOf(record.value));
  if (value['dossierId'] !== textOf(record.key) || value['dossierId'] !== header(record, 'ce_subject'))
    throw new UndecodableRecord('dossier-differs');
  const missing = (dossierSnapshot.required ?? []).some((name) => !Object.hasOwn(value, name));
  if (missing) throw new UndecodableRecord('value-malformed');
  return value as unknown as DossierSnapshot;
}
