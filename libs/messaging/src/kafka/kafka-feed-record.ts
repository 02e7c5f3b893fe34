import { createHash } from 'node:crypto';
import { decodeCloudEvent, UndecodableRecord, type LifecycleEvent, type ReceivedRecord } from '@motcua/contracts';

/** What is needed of a record that kafkajs hands over. */
export interface TopicMessage {
  readonly offset: string;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers?: ReceivedRecord['headers'];
}

/** A record of the topic, read. */
export type HeardRecord = HeardFact | UnreadRecord;

export interface HeardFact {
  readonly offset: bigint;
  readonly dossierId: string;
  readonly event: LifecycleEvent;
}

export interface UnreadRecord {
  readonly offset: bigint;
  /** The dossier that the key names, if it names one. */
  readonly dossierId: string | undefined;
  readonly event: undefined;
  readonly fault: string;
  /** SHA-256 of the value, hexadecimal. */
  readonly digest: string;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** Reads a record; one that is no message of ours is told by its kind of fault and its digest. */
export function heardRecord({ offset, key, value, headers = {} }: TopicMessage): HeardRecord {
  const at = BigInt(offset);
  try {
    const event = decodeCloudEvent({ key, value, headers });
    if (UUID.test(event.dossierId)) return { offset: at, dossierId: event.dossierId, event };
    return unread(at, undefined, 'dossier-malformed', value);
  } catch (error) {
    const fault = error instanceof UndecodableRecord ? error.fault : 'unreadable';
    const named = key === null ? '' : Buffer.from(key).toString('latin1');
    return unread(at, UUID.test(named) ? named : undefined, fault, value);
  }
}

function unread(offset: bigint, dossierId: string | undefined, fault: string, value: Uint8Array | null): UnreadRecord {
  const digest = createHash('sha256')
    .update(value ?? '')
    .digest('hex');
  return { offset, dossierId, event: undefined, fault, digest };
}
