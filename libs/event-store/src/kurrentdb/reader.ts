import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  type AllStreamResolvedEvent,
} from '@kurrent/kurrentdb-client';
import { PositionUnknown, StoreUnavailable } from '../errors.js';
import type { EventFilter, Position, RecordedEvent, Slice } from '../event-store.js';
import { matches } from '../filter.js';
import type { Upcast } from '../upcasters.js';
import type { Connection } from './connection.js';
import type { Density } from './density.js';
import { serverFilterOf } from './server-filter.js';
import { recordedEventOf } from './stored-event.js';

/** A filter may match nothing for long: one slice looks at no more than this many events, and says how far it came. */
const WINDOW = 2000;
export const BEGINNING: Position = '0';

/** Our events have one position each: the server's second number differs only in its old kind of transaction. */
export const serverPosition = (position: Position) =>
  position === BEGINNING ? START : { commit: BigInt(position), prepare: BigInt(position) };

const isBehind = (position: Position, after: Position) => BigInt(position) > BigInt(after);

export class Reader {
  constructor(
    private readonly connection: Connection,
    private readonly upcast: Upcast,
    private readonly density: Density,
  ) {}

  async stream(stream: string, from: number): Promise<RecordedEvent[]> {
    const events = await this.asked(async (client) => {
      const found: RecordedEvent[] = [];
      const fromRevision = BigInt(Math.max(0, from - 1));
      for await (const { event } of client.readStream(stream, { fromRevision, direction: FORWARDS, maxCount: 2 ** 31 }))
        if (event) found.push(recordedEventOf(event));
      return found;
    }, []);
    // a stream that somebody truncated or deleted must not be taken for a shorter or a new one
    events.forEach(({ version }, index) => {
      if (version !== Math.max(1, from) + index) throw new StoreUnavailable(`${stream} has lost events`);
    });
    return events.map(this.upcast);
  }

  /** Filters here, not in the server, which does not say how far a filtered read came when it found nothing. */
  async slice(after: Position, filter: EventFilter, limit: number): Promise<Slice> {
    const isOpen = filter.categories === undefined && filter.types === undefined;
    // reads begin at their position: one more; and one to see whether more is behind
    const window = (isOpen ? Math.min(limit, WINDOW) : WINDOW) + 2;
    const read = await this.page(after, window);
    const found = read.filter(({ position }) => isBehind(position, after));
    if (found.length === 0) await this.refuseBeyond(after);
    const events: RecordedEvent[] = [];
    let [seen, next] = [0, after];
    for (const event of found) {
      if (events.length === limit) break;
      [seen, next] = [seen + 1, event.position];
      if (matches(filter, event)) events.push(this.upcast(event));
    }
    this.density.note(after, next, seen);
    return { events, next, atHead: seen === found.length && read.length < window };
  }

  /** The newest event of ours. */
  async head(): Promise<Position> {
    return (await this.newest(serverFilterOf({}))) ?? BEGINNING;
  }

  /**
   * The end of the log, the server's own events included: its checkpoints come that far.
   * @throws {PositionUnknown} `after` lies behind it
   */
  async refuseBeyond(after: Position): Promise<void> {
    if (after === BEGINNING) return;
    const end = (await this.newest(undefined)) ?? BEGINNING;
    if (isBehind(after, end)) throw new PositionUnknown(after, end);
  }

  private page(after: Position, maxCount: number): Promise<RecordedEvent[]> {
    return this.asked(async (client) => {
      const found: RecordedEvent[] = [];
      const filter = serverFilterOf({});
      for await (const { event } of client.readAll({ fromPosition: serverPosition(after), filter, maxCount }))
        if (event) found.push(recordedEventOf(event));
      return found;
    }, []);
  }

  private newest(filter: ReturnType<typeof serverFilterOf> | undefined): Promise<Position | undefined> {
    return this.asked(async (client) => {
      const options = { fromPosition: END, direction: BACKWARDS, maxCount: 1, ...(filter ? { filter } : {}) } as const;
      let newest: AllStreamResolvedEvent | undefined;
      for await (const resolved of client.readAll(options)) newest = resolved;
      return newest?.event && String(newest.event.position.commit);
    }, undefined);
  }

  /** @throws {StoreUnavailable} within our own time */
  private async asked<T>(work: Parameters<typeof this.connection.call<T>>[0], whenAbsent: T): Promise<T> {
    const { client } = this.connection;
    try {
      return await this.connection.call(work);
    } catch (error) {
      if (error instanceof StreamNotFoundError) return whenAbsent;
      this.connection.replace(client);
      throw new StoreUnavailable('the store does not answer', { cause: error });
    }
  }
}
