import type { ValueOf } from '../schema/shape.js';
import { intakeEvents } from './events/intake-events.js';
import { outsideEvents } from './events/outside-events.js';
import { paymentEvents } from './events/payment-events.js';
import { processingEvents } from './events/processing-events.js';
import { resultEvents } from './events/result-events.js';
import { supplementEvents } from './events/supplement-events.js';

/**
 * The public form of every fact of a dossier: what it says, its business time, and the shape of its `data`. One to one with what
 * the dossier's stream holds, so versions on the topic have no holes. No names, contacts, free text or reasons.
 *
 * It is the one source of the JSON Schemas, the AsyncAPI document and the types. Within major version 1 events and fields are
 * only added, and a field that is added is optional.
 */
export const lifecycleEvents = {
  ...intakeEvents,
  ...supplementEvents,
  ...processingEvents,
  ...paymentEvents,
  ...outsideEvents,
  ...resultEvents,
} as const;

/** Name of a public lifecycle event, e.g. `DossierAccepted`. */
export type LifecycleEventType = keyof typeof lifecycleEvents;

/** The `data` of an event by its name. */
export type LifecycleData<Type extends LifecycleEventType> = ValueOf<(typeof lifecycleEvents)[Type]['data']>;

/** Whether the name is one of the public lifecycle events that this build knows. */
export function isLifecycleEventType(type: string): type is LifecycleEventType {
  return Object.hasOwn(lifecycleEvents, type);
}
