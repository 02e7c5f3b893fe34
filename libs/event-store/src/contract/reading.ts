import { describe, expect, it } from '@jest/globals';
import { PositionUnknown } from '../errors.js';
import type { RecordedEvent } from '../event-store.js';
import { BEYOND, aMeta, aStream, allAfter, anEvent, events, ids, write } from './events.js';
import type { Subject, Traits } from './subject.js';

const HARD_JSON = {
  'tiếng Việt': 'Nguyễn Thị Ánh, Nguye\u0302\u0303n (NFD), 😀, "quotes" \\ and \u001f',
  numbers: [0, -1.5, 1e21, 1e-7, 5e-324, 2 ** 53, 1.7976931348623157e308],
  nested: { empty: {}, none: null, list: [[], [true, false]], '': 'no name' },
  ['__proto__']: 'an ordinary key',
  $ref: 'allowed in data',
};

/** E5, E6, E9: streams, slices of the total order, filters. */
export function reading(subject: () => Subject, { countsExactly }: Traits): void {
  describe('read', () => {
    it('answers a missing stream with nothing', async () => {
      expect(await subject().store.read(aStream())).toEqual([]);
    });

    it('starts at the version asked for, which is included', async () => {
      const stream = aStream();
      await subject().store.append([write(stream, 0, ...events(5))]);
      const versions = async (from: number) => (await subject().store.read(stream, from)).map(({ version }) => version);
      expect(await versions(4)).toEqual([4, 5]);
      expect(await versions(6)).toEqual([]);
    });

    it('gives back exactly what was written', async () => {
      const stream = aStream();
      const event = anEvent({
        type: 'Written',
        schemaVersion: 3,
        data: HARD_JSON,
        meta: { ...aMeta, traceparent: '00-1' },
      });
      const { position } = await subject().store.append([write(stream, 0, event)]);
      expect(await subject().other.read(stream)).toEqual([{ ...event, stream, version: 1, position }]);
    });

    it('shows old schema versions as the newest, everywhere', async () => {
      const stream = aStream();
      const { store } = subject();
      const after = await store.head();
      const old = [anEvent({ type: 'Renamed', data: { name: 'a', sealed: 'v1.k.i.c' } })];
      const newer = [anEvent({ type: 'Renamed', schemaVersion: 3, data: { title: 'b', sealed: 's' } })];
      await store.append([write(stream, 0, ...old, ...newer)]);
      const seen = [
        { schemaVersion: 3, data: { title: 'a', sealed: 'v1.k.i.c' } },
        { schemaVersion: 3, data: { title: 'b', sealed: 's' } },
      ];
      expect(await store.read(stream)).toMatchObject(seen);
      expect((await store.readAll(after, {}, 10)).events).toMatchObject(seen);
      const stop = new AbortController();
      const live: RecordedEvent[] = [];
      for await (const slice of store.subscribe(after, {}, stop.signal)) {
        live.push(...slice.events);
        if (live.length === seen.length) stop.abort();
      }
      expect(live).toMatchObject(seen);
    });
  });

  describe('readAll', () => {
    it('goes on exclusively of the position it left off at', async () => {
      const { store } = subject();
      const after = await store.head();
      const written = events(7);
      await store.append([write(aStream(), 0, ...written)]);
      const first = await store.readAll(after, {}, 3);
      expect([ids(first.events), first.atHead]).toEqual([ids(written).slice(0, 3), false]);
      expect(first.next).toBe(first.events.at(-1)!.position);
      expect(ids(await allAfter(store, first.next, 3))).toEqual(ids(written).slice(3));
    });

    it('moves on although the filter matches nothing', async () => {
      const { store } = subject();
      const after = await store.head();
      await store.append([write(aStream(), 0, ...events(4))]);
      const slice = await store.readAll(after, { types: ['NeverWritten'] }, 2);
      expect(slice).toEqual({ events: [], next: await store.head(), atHead: true });
    });

    it('filters by category and by type together', async () => {
      const { store } = subject();
      const after = await store.head();
      const [wanted, otherType, otherCategory] = [
        anEvent({ type: 'A' }),
        anEvent({ type: 'B' }),
        anEvent({ type: 'A' }),
      ];
      await store.append([write(aStream('codes'), 0, wanted, otherType), write(aStream('delivery'), 0, otherCategory)]);
      const found = async (filter: object) => ids((await store.readAll(after, filter, 10)).events);
      expect(await found({ categories: ['codes'], types: ['A'] })).toEqual([wanted.id]);
      expect(await found({ categories: ['codes', 'delivery'] })).toHaveLength(3);
      expect(await found({ types: ['A'] })).toEqual([wanted.id, otherCategory.id]);
      expect(await found({ categories: [] })).toEqual([]);
    });

    it('takes the category as all before the first hyphen', async () => {
      const { store } = subject();
      const after = await store.head();
      await store.append([write(aStream('delivery-lltp.g1'), 0, anEvent())]);
      expect((await store.readAll(after, { categories: ['delivery'] }, 10)).events).toHaveLength(1);
    });

    it('is at the head with nothing when nothing is behind the position', async () => {
      const head = await subject().store.head();
      expect(await subject().store.readAll(head, {}, 10)).toEqual({ events: [], next: head, atHead: true });
    });

    it('does not accept a position that the store has not reached', async () => {
      const { store } = subject();
      await expect(store.readAll(BEYOND, {}, 10)).rejects.toBeInstanceOf(PositionUnknown);
    });

    it('counts the events between two positions', async () => {
      const { store } = subject();
      const after = await store.head();
      await store.append([write(aStream(), 0, ...events(9))]);
      const head = await store.head();
      const signs = [store.distance(after, head), store.distance(head, after), store.distance(head, head)].map(
        Math.sign,
      );
      expect(signs).toEqual([1, -1, 0]);
      if (countsExactly) expect(store.distance(after, head)).toBe(9);
      expect(store.distance(store.start, store.start)).toBe(0);
    });
  });
}
