// The product with one guard less each: what the auditor must notice. Nothing of this is reachable from the product.
import { randomUUID } from 'node:crypto';
import {
  type AppendResult,
  type EventFilter,
  type EventStore,
  InvalidAppend,
  type Position,
  type RecordedEvent,
  type Slice,
  VersionConflict,
  type Write,
} from '@motcua/event-store';
import type { Clock, Sealer } from '@motcua/service-kit';
import { WrappedStore } from './wrapped-store.ts';

/** Appends to several streams one after the other. */
export class PiecemealStore extends WrappedStore {
  override async append(writes: readonly Write[]): Promise<AppendResult> {
    let result: AppendResult = { position: this.start, repeated: true };
    for (const write of writes) result = await this.inner.append([write]);
    return result;
  }
}

/** Writes behind whatever is there, as a table without a version would let it. */
export class UnfencedStore extends WrappedStore {
  override async append(writes: readonly Write[]): Promise<AppendResult> {
    for (;;) {
      const blind = await Promise.all(
        writes.map(async (write) => ({ ...write, expected: (await this.inner.read(write.stream)).length })),
      );
      const fresh = blind.map((write) => ({
        ...write,
        events: write.events.map((event) => ({ ...event, id: randomUUID() })),
      }));
      try {
        return await this.inner.append(fresh);
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error;
      }
    }
  }
}

/** Says that it wrote, whatever became of it. */
export class BoastingStore extends WrappedStore {
  override async append(writes: readonly Write[]): Promise<AppendResult> {
    try {
      return await this.inner.append(writes);
    } catch (error) {
      if (error instanceof VersionConflict || error instanceof InvalidAppend) throw error;
      return { position: this.start, repeated: false };
    }
  }

  override async read(stream: string, from?: number): ReturnType<EventStore['read']> {
    return this.inner.read(stream, from).catch(() => []);
  }
}

/** Lets consumers believe that a dossier came in at the moment at which they hear of it. */
export class HastyStore extends WrappedStore {
  private readonly clock: Clock;

  constructor(inner: EventStore, clock: Clock) {
    super(inner);
    this.clock = clock;
  }

  override async *subscribe(after: Position, filter: EventFilter, signal: AbortSignal): AsyncIterable<Slice> {
    for await (const slice of this.inner.subscribe(after, filter, signal)) {
      const events = slice.events.map((event) =>
        event.type === 'DossierSubmitted'
          ? { ...event, data: { ...event.data, submittedAt: this.clock.now() } }
          : event,
      );
      yield { ...slice, events };
    }
  }
}

/** Lets the first two steps of a dossier that the portal is to hear of change places in their lane. */
export class SwappingStore extends WrappedStore {
  override async read(stream: string, from?: number): Promise<RecordedEvent[]> {
    const events = await this.inner.read(stream, from);
    if (!stream.startsWith('delivery-')) return events;
    const isStep = ({ type, data }: RecordedEvent) => type === 'DeliveryPlanned' && data['op'] === 'progress';
    const [one, other] = events.filter(isStep);
    if (one === undefined || other === undefined) return events;
    const { sourceEventId: first } = one.data;
    const { sourceEventId: second } = other.data;
    return events.map((event) => {
      if (event !== one && event !== other) return event;
      return { ...event, data: { ...event.data, sourceEventId: event === one ? second! : first! } };
    });
  }
}

/** Cannot tell which command a stored fact came from. */
export class ForgetfulStore extends WrappedStore {
  override async read(stream: string, from?: number): Promise<RecordedEvent[]> {
    const events = await this.inner.read(stream, from);
    return events.map((event) => ({ ...event, meta: { ...event.meta, causationId: 'forgotten' } }));
  }
}

/** Gives every try of a request an identity of its own. */
export function forgetfulSealer(sealer: Sealer): Sealer {
  return new Proxy(sealer, {
    get(target, name) {
      if (name === 'uuid') return () => randomUUID();
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
