export type { LifecycleEvent } from './lifecycle-event.js';
export { eventTypePrefix, topics } from './topics.js';
