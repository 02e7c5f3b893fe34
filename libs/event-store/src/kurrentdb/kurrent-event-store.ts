import { setTimeout as pause } from 'node:timers/promises';
import { admit } from '../admit.js';
import { StoreUnavailable } from '../errors.js';
import {
  EventStore,
  type AppendResult,
  type EventFilter,
  type Position,
  type RecordedEvent,
  type Slice,
  type Write,
} from '../event-store.js';
import { registerUpcasters, type Upcast } from '../upcasters.js';
import { Connection } from './connection.js';
import { Density } from './density.js';
import { Inflow } from './inflow.js';
import { settingsOf, type KurrentEventStoreOptions } from './options.js';
import { BEGINNING, Reader } from './reader.js';
import { WakeUp } from './wake-up.js';
import { Writer } from './writer.js';

const SLICE = 1000;
const AGAIN_MS = 250;

/**
 * The log in KurrentDB (26.0 or later), through its official client. Versions are its revisions plus one, positions its commit
 * positions. It refuses no event id at a second place, and no second code of a dossier: those who append do (concrete versions,
 * deterministic ids, a code and its assignment in one append). Connects when first used; one object per process is enough.
 */
export class KurrentEventStore extends EventStore {
  readonly start: Position = BEGINNING;
  private readonly connection: Connection;
  private readonly density = new Density();
  private readonly upcast: Upcast;
  private readonly reader: Reader;
  private readonly writer: Writer;
  private readonly wakeUp: WakeUp;
  private readonly closing = new AbortController();
  private readonly watchMs: number;

  constructor(options: KurrentEventStoreOptions) {
    super();
    const { url, answerTimeoutMs, watchMs } = settingsOf(options);
    this.watchMs = watchMs;
    this.upcast = options.upcast ?? registerUpcasters({});
    this.connection = new Connection(url, answerTimeoutMs);
    this.reader = new Reader(this.connection, this.upcast, this.density);
    this.writer = new Writer(this.connection);
    this.wakeUp = new WakeUp(this.connection, this.reader);
  }

  async append(writes: readonly Write[]): Promise<AppendResult> {
    const result = await this.writer.append(admit(writes));
    this.wakeUp.notice();
    return result;
  }

  read(stream: string, from = 1): Promise<RecordedEvent[]> {
    return this.reader.stream(stream, from);
  }

  readAll(after: Position, filter: EventFilter, limit: number): Promise<Slice> {
    return this.reader.slice(after, filter, limit);
  }

  head(): Promise<Position> {
    return this.reader.head();
  }

  distance(from: Position, to: Position): number {
    return this.density.distance(from, to);
  }

  async *subscribe(after: Position, filter: EventFilter, signal: AbortSignal): AsyncIterable<Slice> {
    const ending = AbortSignal.any([signal, this.closing.signal]);
    let position = after;
    while (!ending.aborted) {
      const first = await this.look(position, filter, ending);
      if (first && first.next !== position) {
        position = first.next;
        yield first;
      }
      for await (const slice of this.flow(position, filter, ending)) {
        position = slice.next;
        yield slice;
      }
    }
  }

  nudge(ms: number, signal?: AbortSignal): Promise<void> {
    return this.wakeUp.wait(ms, signal);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.wakeUp.close();
    await this.connection.close();
  }

  /** One subscription of the server, until it ends or falls silent although the log went on. */
  private async *flow(after: Position, filter: EventFilter, ending: AbortSignal): AsyncIterable<Slice> {
    const inflow = new Inflow(this.connection, after, filter);
    try {
      for (let position = after; !inflow.over;) {
        const { slice, missed } = await this.pull(inflow, position, filter, ending);
        if (ending.aborted) return;
        if (slice === undefined || slice.next === position) continue;
        position = slice.next;
        yield slice;
        if (missed) return;
      }
    } finally {
      inflow.close();
    }
    await pause(AGAIN_MS, undefined, { signal: ending }).catch(() => undefined);
  }

  /** The watchdog: a subscription's silence is believed only when a read finds nothing more for this filter. */
  private async pull(
    inflow: Inflow,
    position: Position,
    filter: EventFilter,
    ending: AbortSignal,
  ): Promise<{ readonly slice: Slice | undefined; readonly missed: boolean }> {
    await inflow.arrival(this.watchMs, ending);
    const arrived = inflow.slice(this.upcast);
    if (arrived || ending.aborted) return { slice: arrived, missed: false };
    const found = await this.look(position, filter, ending);
    const missed = found !== undefined && found.events.length > 0;
    if (found && !missed) inflow.passOver(found.next);
    return { slice: found, missed };
  }

  /** What a plain read finds behind `position`; undefined while the store is away. @throws PositionUnknown */
  private async look(position: Position, filter: EventFilter, ending: AbortSignal): Promise<Slice | undefined> {
    try {
      return await this.reader.slice(position, filter, SLICE);
    } catch (error) {
      if (ending.aborted) return undefined;
      if (!(error instanceof StoreUnavailable)) throw error;
      await pause(AGAIN_MS, undefined, { signal: ending }).catch(() => undefined);
      return undefined;
    }
  }
}
