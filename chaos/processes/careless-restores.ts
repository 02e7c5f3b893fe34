// The product after a restore with one guard less each. Nothing of this is reachable from the product.
import { randomUUID } from 'node:crypto';
import {
  type AppendResult,
  type EventFilter,
  type Position,
  type RecordedEvent,
  type Slice,
  type Write,
} from '@motcua/event-store';
import { PostgresFeedLedger } from '@motcua/messaging/embedded';
import { SameHistory } from '@motcua/messaging/kafka';
import { KeysMissing, type KeyVault, PostgresKeyVault } from '@motcua/service-kit';
import { WrappedStore } from './wrapped-store.ts';

/** Follows the log from wherever a checkpoint says, or from the end where the log ends before it. */
export class TrustingStore extends WrappedStore {
  override async *subscribe(after: Position, filter: EventFilter, signal: AbortSignal): AsyncIterable<Slice> {
    const head = await this.inner.head();
    yield* this.inner.subscribe(this.inner.distance(after, head) < 0 ? head : after, filter, signal);
  }

  /** Whoever compares a checkpoint with the head finds it before. */
  override distance(from: Position, to: Position): number {
    return Math.max(0, this.inner.distance(from, to));
  }
}

/** Keeps a place in the log and not what stood there. */
export class PlainLedger extends PostgresFeedLedger {
  override async progress(consumer: string): ReturnType<PostgresFeedLedger['progress']> {
    const found = await super.progress(consumer);
    return found && { ...found, anchor: undefined };
  }
}

/** Knows of a hand-over only what this process has done itself. */
export class ForgetfulLanes extends WrappedStore {
  private readonly hidden = new Map<string, number>();

  override async read(stream: string, from = 1): Promise<RecordedEvent[]> {
    const hidden = await this.hiddenOf(stream);
    const events = await this.inner.read(stream, from + hidden);
    return events.map((event) => ({ ...event, version: event.version - hidden }));
  }

  override async append(writes: readonly Write[]): Promise<AppendResult> {
    const real = writes.map(async (write) => {
      const hidden = await this.hiddenOf(write.stream);
      if (hidden === 0) return write;
      const events = write.events.map((event) => ({ ...event, id: randomUUID() }));
      return { ...write, expected: write.expected + hidden, events };
    });
    return this.inner.append(await Promise.all(real));
  }

  private async hiddenOf(stream: string): Promise<number> {
    if (!stream.startsWith('delivery-')) return 0;
    const known = this.hidden.get(stream);
    if (known !== undefined) return known;
    const found = (await this.inner.read(stream)).length;
    this.hidden.set(stream, found);
    return found;
  }
}

/** Opens whatever it can with the key file that is there. */
export function believeAnyKeyFile(): void {
  Reflect.set(PostgresKeyVault.prototype, 'checkFileBelongs', () => Promise.resolve());
}

/** Does not tell a key that is missing from one that was destroyed. */
export function missingIsNothing(): void {
  const asked = Reflect.get(PostgresKeyVault.prototype, 'keyById') as KeyVault['keyById'];
  Reflect.set(PostgresKeyVault.prototype, 'keyById', async function (this: KeyVault, owner: string, keyId: string) {
    try {
      return await asked.call(this, owner, keyId);
    } catch (error) {
      if (error instanceof KeysMissing) return undefined;
      throw error;
    }
  });
}

/** Makes a key for whoever has none, whatever was sealed for him before. */
export function keyForAnybody(): void {
  const asked = Reflect.get(PostgresKeyVault.prototype, 'keyOf') as KeyVault['keyOf'];
  Reflect.set(PostgresKeyVault.prototype, 'keyOf', function (this: KeyVault, owner: string) {
    return asked.call(this, owner, 'first');
  });
}

/** A log in which nobody was ever erased, for whoever asks at the start who was. */
export class UnerasedStore extends WrappedStore {
  override async readAll(after: Position, filter: EventFilter, limit: number): Promise<Slice> {
    const slice = await this.inner.readAll(after, filter, limit);
    const isAsked = filter.types?.length === 1 && filter.types[0] === 'SubjectErased';
    return isAsked ? { ...slice, events: [] } : slice;
  }
}

/** Takes a topic for what the log has told, whatever stands at its end. */
export function believeAnyTopic(): void {
  Reflect.set(SameHistory.prototype, 'assertStored', () => Promise.resolve());
}
