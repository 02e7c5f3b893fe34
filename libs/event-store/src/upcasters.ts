import type { JsonObject, RecordedEvent } from './event-store.js';

/** Lifts the data of one schema version to the next; `sealed` is carried over unopened. */
export type Upcaster = (data: JsonObject, event: RecordedEvent) => JsonObject;

/** Event type -> schema version that a stored event has -> the step to the version after it. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

/** Shows a stored event as the newest version of its type. */
export type Upcast = (event: RecordedEvent) => RecordedEvent;

/** Steps are applied one after the other until the type has none for the version reached. Stored events never change. */
export function registerUpcasters(upcasters: Upcasters): Upcast {
  return (stored) => {
    const steps = Object.hasOwn(upcasters, stored.type) ? upcasters[stored.type] : undefined;
    if (steps === undefined) return stored;
    let event = stored;
    for (let step = steps[event.schemaVersion]; step !== undefined; step = steps[event.schemaVersion])
      event = { ...event, data: step(event.data, event), schemaVersion: event.schemaVersion + 1 };
    return event;
  };
}
