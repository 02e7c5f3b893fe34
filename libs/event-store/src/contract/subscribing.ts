import { describe, expect, it } from '@jest/globals';
import { PositionUnknown } from '../errors.js';
import type { EventFilter, EventStore, RecordedEvent, Slice } from '../event-store.js';
import { BEYOND, aStream, anEvent, events, ids, write } from './events.js';
import type { Subject } from './subject.js';

/** Reads until `enough` holds; the consumer's own checkpoint is the last slice's `next`. */
async function follow(
  store: EventStore,
  after: string,
  filter: EventFilter,
  enough: (seen: RecordedEvent[], slice: Slice) => boolean,
): Promise<{ seen: RecordedEvent[]; next: string }> {
  const stop = new AbortController();
  const seen: RecordedEvent[] = [];
  let next = after;
  for await (const slice of store.subscribe(after, filter, stop.signal)) {
    seen.push(...slice.events);
    next = slice.next;
    if (enough(seen, slice)) break;
  }
  stop.abort();
  return { seen, next };
}

/** E5, E6, E8: history, then the live tail, from the consumer's own checkpoint. */
export function subscribing(subject: () => Subject): void {
  describe('subscribe', () => {
    it('gives history and then what is written later, in order', async () => {
      const { store, other } = subject();
      const after = await store.head();
      const stream = aStream();
      const [before, later] = [events(3), events(3)];
      await store.append([write(stream, 0, ...before)]);
      let sent: Promise<unknown> | undefined;
      const { seen } = await follow(store, after, {}, (all) => {
        sent ??= other.append([write(stream, 3, ...later)]);
        return all.length >= 6;
      });
      await sent;
      expect(ids(seen)).toEqual(ids([...before, ...later]));
    });

    it('goes on behind its own checkpoint', async () => {
      const { store } = subject();
      const after = await store.head();
      const written = events(4);
      await store.append([write(aStream(), 0, ...written.slice(0, 2))]);
      const first = await follow(store, after, {}, (seen) => seen.length >= 2);
      await store.append([write(aStream(), 0, ...written.slice(2))]);
      const second = await follow(store, first.next, {}, (seen) => seen.length >= 2);
      expect(ids([...first.seen, ...second.seen])).toEqual(ids(written));
    });

    it('moves the checkpoint over events that the filter leaves out, live as well', async () => {
      const { store } = subject();
      const after = await store.head();
      await store.append([write(aStream(), 0, ...events(3))]);
      const stop = new AbortController();
      const seen: RecordedEvent[] = [];
      let next = after;
      const reading = (async () => {
        for await (const slice of store.subscribe(after, { types: ['NeverWritten'] }, stop.signal)) {
          seen.push(...slice.events);
          next = slice.next;
        }
      })();
      const caughtUp = async () => {
        for (const head = await store.head(); store.distance(next, head) > 0;) await store.nudge(20);
      };
      await caughtUp();
      await store.append([write(aStream(), 0, ...events(2))]);
      await caughtUp();
      stop.abort();
      await reading;
      expect(seen).toEqual([]);
    });

    it('lets every subscriber see everything', async () => {
      const { store } = subject();
      const after = await store.head();
      const written = events(40);
      const all = Array.from({ length: 8 }, () => follow(store, after, {}, (seen) => seen.length >= 40));
      for (const event of written) await store.append([write(aStream(), 0, event)]);
      for (const { seen } of await Promise.all(all)) expect(ids(seen)).toEqual(ids(written));
    });

    it('ends when its signal aborts, while it waits too', async () => {
      const { store } = subject();
      const stop = new AbortController();
      const slices: Slice[] = [];
      const done = (async () => {
        for await (const slice of store.subscribe(await store.head(), {}, stop.signal)) slices.push(slice);
      })();
      setTimeout(() => stop.abort(), 20);
      await done;
      expect(slices.flatMap((slice) => slice.events)).toEqual([]);
    });

    it('stops at a position that the store has not reached, or it would skip what comes next', async () => {
      const { store } = subject();
      await expect(follow(store, BEYOND, {}, () => true)).rejects.toBeInstanceOf(PositionUnknown);
    });
  });

  describe('nudge', () => {
    it('resolves when something is appended, long before its time', async () => {
      const { store, other } = subject();
      const nudged = store.nudge(60_000);
      const stream = aStream();
      for (let version = 0, waiting = true; waiting; version += 1) {
        await other.append([write(stream, version, anEvent())]);
        waiting = await Promise.race([nudged.then(() => false), new Promise<true>((go) => setTimeout(go, 50, true))]);
      }
      expect((await store.read(stream)).length).toBeGreaterThan(0);
    });

    it('resolves after its time, or when the signal aborts', async () => {
      const stop = new AbortController();
      const endless = subject().store.nudge(60_000, stop.signal);
      await subject().store.nudge(1);
      stop.abort();
      await expect(endless).resolves.toBeUndefined();
    });
  });
}
