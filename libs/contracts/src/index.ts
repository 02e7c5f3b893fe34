export type { LifecycleEvent } from './lifecycle-event.js';
export { eventTypePrefix, topics } from './topics.js';
export { lifecycleFields } from './lifecycle/lifecycle-fields.js';
export type { FieldKind, LifecycleEventType } from './lifecycle/lifecycle-fields.js';
export { toLifecycleEvent, UnknownLifecycleEvent } from './lifecycle/to-lifecycle-event.js';
export type { RecordedFact } from './lifecycle/to-lifecycle-event.js';
