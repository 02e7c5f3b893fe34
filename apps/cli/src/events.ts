import type { EventFilter, EventStore, RecordedEvent } from '@motcua/event-store';
import { isUuid } from '@motcua/service-kit';

const AT_ONCE = 1_000;

/** Every event there is at the time of the call that fits, in the order of the store. */
export async function* eventsOf(store: EventStore, filter: EventFilter): AsyncGenerator<RecordedEvent> {
  const head = await store.head();
  let after = store.start;
  while (store.distance(after, head) > 0) {
    const { events, next, atHead } = await store.readAll(after, filter, AT_ONCE);
    yield* events;
    after = next;
    if (atHead) return;
  }
}

/** The ids of all blobs that an event's public data name. */
export function blobIdsIn(data: unknown): string[] {
  if (Array.isArray(data)) return data.flatMap(blobIdsIn);
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    typeof value === 'string' && /blobId$/i.test(name) && isUuid(value) ? [value] : blobIdsIn(value),
  );
}
