export { EventStore } from './event-store.js';
export type {
  AppendResult,
  EventFilter,
  EventMeta,
  JsonObject,
  NewEvent,
  Position,
  RecordedEvent,
  Slice,
  Write,
} from './event-store.js';
export {
  DefiniteFailure,
  HistoryLost,
  InvalidAppend,
  PositionUnknown,
  StoreUnavailable,
  UnknownOutcome,
  VersionConflict,
} from './errors.js';
export { anchorOf, assertSameHistory } from './anchor.js';
export type { Anchor } from './anchor.js';
export { canonical } from './canonical.js';
export { MAX_APPEND_BYTES, MAX_EVENT_BYTES } from './admit.js';
export { digestOf } from './content-digest.js';
export { registerUpcasters } from './upcasters.js';
export type { Upcast, Upcaster, Upcasters } from './upcasters.js';
