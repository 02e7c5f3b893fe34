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
import { registerUpcasters } from '../upcasters.js';
import { Listener } from './listener.js';
import { settingsOf, type PostgresEventStoreOptions } from './options.js';
import { Reader } from './reader.js';
import { Tail } from './tail.js';
import { Writer } from './writer.js';

const SLICE = 1000;
const AGAIN_MS = 250;

/**
 * The log in PostgreSQL (schema `store`, see `storeMigrations`). Commits are serialised, so that positions are contiguous and
 * become visible in their order; group commit wins the speed back. Connects when first used; one object per process is enough.
 */
export class PostgresEventStore extends EventStore {
  readonly start: Position = '0';
  private readonly writer: Writer;
  private readonly reader: Reader;
  private readonly tail: Tail;
  private readonly listener: Listener;

  constructor(options: PostgresEventStoreOptions) {
    super();
    const settings = settingsOf(options);
    this.reader = new Reader(settings, options.upcast ?? registerUpcasters({}));
    this.tail = new Tail(this.reader, settings.pollMs);
    this.writer = new Writer(settings, (position) => this.tail.notice(position));
    this.listener = new Listener(settings, (position) => this.tail.notice(position));
  }

  async append(writes: readonly Write[]): Promise<AppendResult> {
    return this.writer.append(admit(writes));
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
    return Number(to) - Number(from);
  }

  async *subscribe(after: Position, filter: EventFilter, signal: AbortSignal): AsyncIterable<Slice> {
    this.listener.start();
    const leave = this.tail.follow();
    let position = after;
    let coming: Promise<Slice | undefined> | undefined;
    try {
      for (;;) {
        const slice = await (coming ?? this.next(position, filter, signal));
        if (slice === undefined) return;
        const moved = slice.next !== position;
        position = slice.next;
        if (!moved) await this.tail.beyond(Number(position), signal);
        // history is read ahead while the consumer works on this slice; at the head more gathers meanwhile, and goes together
        coming = slice.atHead ? undefined : this.next(position, filter, signal);
        coming?.catch(() => undefined); // seen where it is awaited, unless the consumer leaves before
        if (moved) yield slice;
      }
    } finally {
      leave();
    }
  }

  nudge(ms: number, signal?: AbortSignal): Promise<void> {
    this.listener.start();
    return this.tail.wait(signal, ms);
  }

  async close(): Promise<void> {
    this.tail.close();
    await this.writer.close();
    await Promise.all([this.listener.close(), this.reader.close()]);
  }

  /** The next slice, however long the store is away; undefined when the subscription has ended. */
  private async next(position: Position, filter: EventFilter, signal: AbortSignal): Promise<Slice | undefined> {
    while (!signal.aborted && !this.tail.closed) {
      const atHand = this.tail.slice(Number(position), filter);
      if (atHand) return atHand;
      try {
        return await this.reader.slice(position, filter, SLICE);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    return undefined;
  }
}
