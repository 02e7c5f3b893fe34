/** A JSON object without functions, dates or undefined; what an event's `data` may hold. */
export type JsonObject = { readonly [key: string]: unknown };

/** Flat strings only (a rule of every store behind this port). `recordedAt` is the app's clock, ISO 8601 UTC. */
export type EventMeta = Readonly<Record<string, string>> & {
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: string;
  readonly actorRole: string;
  readonly recordedAt: string;
};

export interface NewEvent {
  /** UUID, fixed before the append, so that a retry is the same append. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
  readonly meta: EventMeta;
}

/**
 * Opaque place in the store's total order; compare only for equality, or pass back. Decimal in every adapter, because
 * `kit.checkpoints` keeps it as a bigint; the steps between two events are the store's own affair.
 */
export type Position = string;

export interface RecordedEvent extends NewEvent {
  /** `<category>-<key>`; the category is everything before the first hyphen. */
  readonly stream: string;
  /** 1-based place in its stream. */
  readonly version: number;
  readonly position: Position;
}

export interface Write {
  readonly stream: string;
  /** How many events the stream holds already; 0 = the stream is new. Always concrete. */
  readonly expected: number;
  readonly events: readonly NewEvent[];
}

export interface AppendResult {
  /** The last position of the request; a repeated request answers the original one. */
  readonly position: Position;
  /** True when every event was there already, so nothing was written; undefined when the store does not tell. */
  readonly repeated: boolean | undefined;
}

export interface EventFilter {
  readonly categories?: readonly string[];
  readonly types?: readonly string[];
}

/** A slice of the total order. `next` moves on even when the filter matched nothing. */
export interface Slice {
  readonly events: readonly RecordedEvent[];
  readonly next: Position;
  /** Nothing was behind `next` when the slice was read. */
  readonly atHead: boolean;
}

/**
 * The source of truth. One contract suite (`contract.ts`) says what every adapter must do.
 *
 * Errors are a closed set: `VersionConflict` (nothing written), `DefiniteFailure` (nothing written), and
 * `UnknownOutcome` (perhaps written: send the identical request again). Requests that no store can take are refused with
 * `InvalidAppend` before anything is sent.
 */
export abstract class EventStore {
  /** The position before the first event. */
  abstract readonly start: Position;

  /** All writes or none. @throws VersionConflict, DefiniteFailure, UnknownOutcome, InvalidAppend */
  abstract append(writes: readonly Write[]): Promise<AppendResult>;

  /** A stream from `from` (1-based, inclusive) on, upcast; empty when there is none. @throws StoreUnavailable */
  abstract read(stream: string, from?: number): Promise<RecordedEvent[]>;

  /** The events after `after` in commit order. @throws StoreUnavailable, PositionUnknown */
  abstract readAll(after: Position, filter: EventFilter, limit: number): Promise<Slice>;

  /** The position of the newest event. @throws StoreUnavailable */
  abstract head(): Promise<Position>;

  /**
   * How many events lie between two positions; the lag shown to operators. The sign is always right and 0 means the same place;
   * the size is exact where the store numbers its events, else an estimate (KurrentDB: bytes of log by the size of an event).
   */
  abstract distance(from: Position, to: Position): number;

  /**
   * Catch-up subscription: history after `after`, then the live tail, in order. Slices may be empty (the filter matched
   * nothing) so that checkpoints move. Reconnects by itself; ends when `signal` aborts. @throws PositionUnknown
   */
  abstract subscribe(after: Position, filter: EventFilter, signal: AbortSignal): AsyncIterable<Slice>;

  /**
   * Resolves when something may have been appended since the call, at the latest after `ms`; a hint, never a promise. Lets a
   * caller that waits for one stream read it again without polling hard.
   */
  abstract nudge(ms: number, signal?: AbortSignal): Promise<void>;

  abstract close(): Promise<void>;
}
