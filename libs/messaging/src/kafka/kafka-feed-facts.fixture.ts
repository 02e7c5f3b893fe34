import { randomUUID } from 'node:crypto';
import { encodeCloudEvent, type LifecycleEvent } from '@motcua/contracts';
import type { TopicMessage } from './kafka-feed-record.js';

export const AT = '2026-11-24T01:00:00.000Z';

/** A fact as a topic tells it; whether a store holds it is the spec's affair. */
export function factOf(dossierId: string, dossierVersion: number, id: string = randomUUID()): LifecycleEvent {
  const data = { dossierId, submittedAt: AT };
  return {
    id,
    type: 'DossierSubmitted',
    dossierId,
    dossierVersion,
    recordedAt: AT,
    correlationId: 'c',
    causationId: 'k',
    data,
  };
}

/** The fact's record, as it stands on the topic. */
export function recordOf(event: LifecycleEvent, offset: number): TopicMessage {
  const { key, value, headers } = encodeCloudEvent(event, '/motcua/H99/dossiers');
  return { offset: String(offset), key: Buffer.from(key), value: Buffer.from(value), headers };
}
