import { admit, type AdmittedEvent, type AdmittedWrite } from '../admit.js';
import { InvalidAppend, PositionUnknown, VersionConflict } from '../errors.js';
import {
  EventStore,
  type AppendResult,
  type EventFilter,
  type EventMeta,
  type JsonObject,
  type Position,
  type RecordedEvent,
  type Slice,
  type Write,
} from '../event-store.js';
import { matches } from '../filter.js';
import { onceKey } from '../once.js';
import { registerUpcasters, type Upcast } from '../upcasters.js';
import { Waiters } from '../waiters.js';

const SLICE = 500;

function record(event: AdmittedEvent, position: number): RecordedEvent {
  const { digest: _, data, meta, ...rest } = event;
  return {
    ...rest,
    data: JSON.parse(data) as JsonObject,
    meta: JSON.parse(meta) as EventMeta,
    position: String(position),
  };
}

/** The whole log in this process's memory: for unit specs and simulations. Same answers as the other adapters, no durability. */
export class MemoryEventStore extends EventStore {
  readonly start: Position = '0';
  private readonly log: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly ids = new Set<string>();
  private readonly once = new Set<string>();
  private readonly waiters = new Waiters();

  constructor(private readonly upcast: Upcast = registerUpcasters({})) {
    super();
  }

  async append(writes: readonly Write[]): Promise<AppendResult> {
    const admitted = admit(writes);
    const behind = admitted.find(({ stream, expected }) => this.stored(stream).length !== expected);
    if (behind) return this.repeated(admitted, behind);
    const events = admitted.flatMap((write) => write.events);
    this.refuseDoubles(events);
    for (const event of events) this.write(event);
    this.waiters.wake();
    return { position: String(this.log.length), repeated: false };
  }

  async read(stream: string, from = 1): Promise<RecordedEvent[]> {
    return this.stored(stream)
      .slice(Math.max(0, from - 1))
      .map(this.upcast);
  }

  async readAll(after: Position, filter: EventFilter, limit: number): Promise<Slice> {
    const events: RecordedEvent[] = [];
    let next = Number(after);
    if (next > this.log.length) throw new PositionUnknown(after, String(this.log.length));
    while (next < this.log.length && events.length < limit) {
      const event = this.log[next]!;
      next += 1;
      if (matches(filter, event)) events.push(this.upcast(event));
    }
    return { events, next: String(next), atHead: next >= this.log.length };
  }

  async head(): Promise<Position> {
    return String(this.log.length);
  }

  distance(from: Position, to: Position): number {
    return Number(to) - Number(from);
  }

  async *subscribe(after: Position, filter: EventFilter, signal: AbortSignal): AsyncIterable<Slice> {
    let position = after;
    while (!signal.aborted && !this.waiters.closed) {
      const slice = await this.readAll(position, filter, SLICE);
      if (slice.next !== position) yield slice;
      position = slice.next;
      if (slice.atHead && Number(position) >= this.log.length) await this.waiters.wait(signal);
    }
  }

  nudge(ms: number, signal?: AbortSignal): Promise<void> {
    return this.waiters.wait(signal, ms);
  }

  async close(): Promise<void> {
    this.waiters.close();
  }

  private stored(stream: string): RecordedEvent[] {
    return this.streams.get(stream) ?? [];
  }

  private repeated(writes: readonly AdmittedWrite[], behind: AdmittedWrite): AppendResult {
    const events = writes.flatMap((write) => write.events);
    const places = events.map(({ id, stream, version }) => {
      const stored = this.stored(stream)[version - 1];
      return stored?.id === id ? Number(stored.position) : undefined;
    });
    if (places.every((place) => place !== undefined)) return { position: String(Math.max(...places)), repeated: true };
    throw new VersionConflict(behind.stream, behind.expected, this.stored(behind.stream).length);
  }

  private refuseDoubles(events: readonly AdmittedEvent[]): void {
    const fresh = new Set<string>();
    for (const event of events) {
      if (this.ids.has(event.id))
        throw new InvalidAppend('event-id-taken', 'another place of the store holds this event id');
      const key = onceKey(event.type, JSON.parse(event.data) as JsonObject);
      if (key === undefined) continue;
      if (this.once.has(key) || fresh.has(key))
        throw new InvalidAppend('fact-not-unique', 'this fact is recorded already');
      fresh.add(key);
    }
    for (const key of fresh) this.once.add(key);
  }

  private write(event: AdmittedEvent): void {
    const recorded = record(event, this.log.length + 1);
    this.log.push(recorded);
    this.ids.add(recorded.id);
    const stream = this.streams.get(event.stream);
    if (stream) stream.push(recorded);
    else this.streams.set(event.stream, [recorded]);
  }
}
