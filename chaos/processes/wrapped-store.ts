import {
  type AppendResult,
  type EventFilter,
  EventStore,
  type Position,
  type RecordedEvent,
  type Slice,
  type Write,
} from '@motcua/event-store';

/** A store before another one; what experiments break or watch, they override. */
export class WrappedStore extends EventStore {
  readonly start: Position;
  protected readonly inner: EventStore;

  constructor(inner: EventStore) {
    super();
    this.inner = inner;
    this.start = inner.start;
  }

  append(writes: readonly Write[]): Promise<AppendResult> {
    return this.inner.append(writes);
  }

  read(stream: string, from?: number): Promise<RecordedEvent[]> {
    return this.inner.read(stream, from);
  }

  readAll(after: Position, filter: EventFilter, limit: number): Promise<Slice> {
    return this.inner.readAll(after, filter, limit);
  }

  head(): Promise<Position> {
    return this.inner.head();
  }

  distance(from: Position, to: Position): number {
    return this.inner.distance(from, to);
  }

  subscribe(after: Position, filter: EventFilter, signal: AbortSignal): AsyncIterable<Slice> {
    return this.inner.subscribe(after, filter, signal);
  }

  nudge(ms: number, signal?: AbortSignal): Promise<void> {
    return this.inner.nudge(ms, signal);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
