import { hash } from 'node:crypto';
import { type EventStore, type RecordedEvent, digestOf } from '@motcua/event-store';
import { eventsOf } from '../events.js';

/** What a store holds, wherever it stands in it. */
export interface StoreContents {
  readonly events: number;
  readonly streams: number;
  /** SHA-256 over the per-stream digests in order of the streams' names, hex. */
  readonly digest: string;
}

/**
 * Folds events into one digest per stream: `sha256(digest before | digest of the event)`. The order between streams does not
 * count, that within a stream does.
 */
export class ContentsFold {
  private readonly streams = new Map<string, { version: number; digest: Buffer }>();
  private events = 0;
  readonly faults: string[] = [];

  add(event: RecordedEvent): void {
    const { version, digest } = this.streams.get(event.stream) ?? { version: 0, digest: Buffer.alloc(0) };
    if (event.version !== version + 1)
      this.faults.push(`${event.stream}: event ${event.version} comes after ${version}`);
    const next = hash('sha256', Buffer.concat([digest, digestOf(event)]), 'buffer');
    this.streams.set(event.stream, { version: event.version, digest: next });
    this.events += 1;
  }

  get contents(): StoreContents {
    const names = [...this.streams.keys()].sort();
    const lines = names.map((name) => `${name} ${this.streams.get(name)!.digest.toString('hex')}\n`);
    return { events: this.events, streams: names.length, digest: hash('sha256', lines.join('')) };
  }

  /** Streams that the other does not hold in the same way. */
  differences(other: ContentsFold): string[] {
    const names = new Set([...this.streams.keys(), ...other.streams.keys()]);
    return [...names].filter((name) => {
      const [mine, theirs] = [this.streams.get(name), other.streams.get(name)];
      return mine === undefined || theirs === undefined || !mine.digest.equals(theirs.digest);
    });
  }
}

/** Every stream is whole from its first event on, and what all of them hold. */
export async function contentsOf(store: EventStore): Promise<{ contents: StoreContents; faults: readonly string[] }> {
  const fold = new ContentsFold();
  for await (const event of eventsOf(store, {})) fold.add(event);
  return { contents: fold.contents, faults: fold.faults };
}
