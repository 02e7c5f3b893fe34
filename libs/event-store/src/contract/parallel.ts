import { describe, expect, it } from '@jest/globals';
import { VersionConflict } from '../errors.js';
import type { EventStore, RecordedEvent } from '../event-store.js';
import { aStream, allAfter, anEvent, events, ids, write } from './events.js';
import type { Subject, Traits } from './subject.js';

const WRITERS = 16;
const ROUNDS = 25;

/** Two streams of its own per writer, one to three events a round, every third round to both streams at once. */
async function writer(store: EventStore): Promise<string[]> {
  const [one, two] = [aStream(), aStream('delivery')];
  const written: string[] = [];
  let [a, b] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = events(1 + (round % 3));
    const second = round % 3 === 0 ? events(2) : [];
    const writes = [write(one, a, ...first), ...(second.length > 0 ? [write(two, b, ...second)] : [])];
    await store.append(writes);
    [a, b] = [a + first.length, b + second.length];
    written.push(...ids(first), ...ids(second));
  }
  return written;
}

async function tailing(store: EventStore, after: string, stop: AbortSignal, seen: RecordedEvent[]): Promise<void> {
  for await (const slice of store.subscribe(after, {}, stop)) seen.push(...slice.events);
}

function expectStreamOrder(seen: readonly RecordedEvent[]): void {
  const versions = new Map<string, number>();
  for (const { stream, version } of seen) {
    expect(version).toBe((versions.get(stream) ?? 0) + 1);
    versions.set(stream, version);
  }
}

/** E4: nothing is missed, and the order of each stream is kept, while many write. */
export function parallel(subject: () => Subject, { countsExactly }: Traits): void {
  describe('many writers at once', () => {
    it('lose nothing, and a tailing reader misses nothing and sees each stream in order', async () => {
      const { store, other } = subject();
      const after = await store.head();
      const stop = new AbortController();
      const [live, elsewhere]: [RecordedEvent[], RecordedEvent[]] = [[], []];
      const readers = [tailing(store, after, stop.signal, live), tailing(other, after, stop.signal, elsewhere)];
      const stores = Array.from({ length: WRITERS }, (_, index) => (index % 2 === 0 ? store : other));
      const written = (await Promise.all(stores.map(writer))).flat();
      while (live.length < written.length || elsewhere.length < written.length) await store.nudge(20);
      stop.abort();
      await Promise.all(readers);

      const stored = await allAfter(store, after);
      expect(new Set(ids(stored))).toEqual(new Set(written));
      expect(live).toEqual(stored);
      expect(elsewhere).toEqual(stored);
      expectStreamOrder(live);
      const steps = stored.map(({ position }, index) => store.distance(stored[index - 1]?.position ?? after, position));
      expect(steps.filter((step) => (countsExactly ? step !== 1 : step < 1))).toEqual([]);
    });

    it('let exactly one of them win each version of a contested stream', async () => {
      const { store, other } = subject();
      const stream = aStream('codes');
      const attempts = Array.from({ length: 12 }, async (_, index) => {
        const mine = index % 2 === 0 ? store : other;
        for (let expected = 0; expected < 12;) {
          try {
            return (await mine.append([write(stream, expected, anEvent())])).position;
          } catch (error) {
            if (!(error instanceof VersionConflict)) throw error;
            expected = error.actual;
          }
        }
        return undefined;
      });
      const won = await Promise.all(attempts);
      expect(new Set(won).size).toBe(12);
      expect((await store.read(stream)).map(({ version }) => version)).toEqual(won.map((_, index) => index + 1));
    });
  });
}
