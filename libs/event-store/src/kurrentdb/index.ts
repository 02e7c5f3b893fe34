export { KurrentEventStore } from './kurrent-event-store.js';
export type { KurrentEventStoreOptions } from './options.js';
