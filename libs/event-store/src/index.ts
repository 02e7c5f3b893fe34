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
export { DefiniteFailure, InvalidAppend, StoreUnavailable, UnknownOutcome, VersionConflict } from './errors.js';
