import { randomUUID } from 'node:crypto';
import type { EventMeta, EventStore, JsonObject, NewEvent, RecordedEvent, Write } from '../event-store.js';

/** Further than any store under test has come. */
export const BEYOND = String(Number.MAX_SAFE_INTEGER);

export const aStream = (category = 'dossier') => `${category}-${randomUUID()}`;

export const aMeta: EventMeta = {
  correlationId: '7b0c6f0e-1f0a-4f9e-9d57-0d6a3c0f7a11',
  causationId: 'd2a7b6d8-6d0b-4f3c-8a53-0c1f2b3a4d5e',
  actor: 'officer-17',
  actorRole: 'deskOfficer',
  recordedAt: '2026-11-24T01:02:03.456Z',
};

export function anEvent(over: Partial<NewEvent> = {}): NewEvent {
  return { id: randomUUID(), type: 'Noted', schemaVersion: 1, data: { note: 'ghi chú' }, meta: aMeta, ...over };
}

export const events = (count: number, data: JsonObject = { note: 'n' }) =>
  Array.from({ length: count }, () => anEvent({ data }));

export const write = (stream: string, expected: number, ...list: NewEvent[]): Write => ({
  stream,
  expected,
  events: list,
});

export const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

/** Everything after `after`, in slices of `limit`. */
export async function allAfter(store: EventStore, after: string, limit = 100): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  for (let slice = await store.readAll(after, {}, limit); ; slice = await store.readAll(slice.next, {}, limit)) {
    found.push(...slice.events);
    if (slice.atHead) return found;
  }
}
