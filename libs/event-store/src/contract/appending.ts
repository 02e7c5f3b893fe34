import { describe, expect, it } from '@jest/globals';
import { InvalidAppend, VersionConflict } from '../errors.js';
import type { Write } from '../event-store.js';
import { aStream, anEvent, events, ids, write } from './events.js';
import type { Subject, Traits } from './subject.js';

/** E1, E2, E3: the table of append semantics, line by line. */
export function appending(subject: () => Subject, { tellsRepeats, refusesDoubles }: Traits): void {
  const ifDoublesAreRefused = refusesDoubles ? it : it.skip;
  const told = (repeated: boolean) => (tellsRepeats ? repeated : undefined);
  const append = (...writes: Write[]) => subject().store.append(writes);
  const read = (stream: string) => subject().store.read(stream);

  async function refusedAt(stream: string, expected: number, actual: number, ...writes: Write[]): Promise<void> {
    const head = await subject().store.head();
    await expect(append(...writes)).rejects.toEqual(new VersionConflict(stream, expected, actual));
    expect(await subject().store.head()).toBe(head);
  }

  describe('append', () => {
    it('writes to all streams of a request when each stands where expected', async () => {
      const [one, two] = [aStream(), aStream('codes')];
      await append(write(one, 0, ...events(2)));
      const result = await append(write(one, 2, anEvent()), write(two, 0, ...events(2)));
      expect(result).toEqual({ position: await subject().store.head(), repeated: told(false) });
      expect((await read(one)).map(({ version }) => version)).toEqual([1, 2, 3]);
      expect((await read(two)).map(({ version }) => version)).toEqual([1, 2]);
    });

    it('writes nothing at all when one of the streams stands elsewhere', async () => {
      const [one, two] = [aStream(), aStream()];
      await append(write(two, 0, anEvent()));
      await refusedAt(two, 0, 1, write(one, 0, anEvent()), write(two, 0, anEvent()));
      expect(await read(one)).toEqual([]);
    });

    it('says conflict when the stream holds more or less than expected', async () => {
      const stream = aStream();
      await append(write(stream, 0, ...events(2)));
      await refusedAt(stream, 1, 2, write(stream, 1, anEvent()));
      await refusedAt(stream, 3, 2, write(stream, 3, anEvent()));
    });

    it('answers a repeated request with the original position and writes nothing', async () => {
      const [one, two] = [aStream(), aStream('delivery')];
      const request = [write(one, 0, ...events(2)), write(two, 0, ...events(3))];
      const first = await append(...request);
      await append(write(one, 2, anEvent()), write(two, 3, anEvent()));
      const head = await subject().store.head();
      expect(await append(...request)).toEqual({ position: first.position, repeated: told(true) });
      expect(await subject().store.head()).toBe(head);
    });

    it('writes once when the reply was lost and the identical request comes again from elsewhere', async () => {
      const stream = aStream();
      const request = [write(stream, 0, ...events(3))];
      await append(...request);
      const again = await Promise.all([subject().other.append(request), subject().other.append(request)]);
      expect(again.map(({ repeated }) => repeated)).toEqual([told(true), told(true)]);
      expect(ids(await read(stream))).toEqual(ids(request[0]!.events));
    });

    it('writes once when the identical request arrives many times at the same moment', async () => {
      const stream = aStream();
      const request = [write(stream, 0, ...events(2))];
      const { store, other } = subject();
      const answers = await Promise.all([store, other, store, other, store].map((each) => each.append(request)));
      if (tellsRepeats) expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
      expect(await read(stream)).toHaveLength(2);
    });

    it('says conflict when a stream holds only a part of the ids', async () => {
      const stream = aStream();
      const [a, b] = [anEvent(), anEvent()];
      await append(write(stream, 0, a));
      await refusedAt(stream, 0, 1, write(stream, 0, a, b));
    });

    it('says conflict when some streams hold the ids already and others are new', async () => {
      const [one, two] = [aStream(), aStream()];
      const there = anEvent();
      await append(write(one, 0, there));
      await refusedAt(one, 0, 1, write(one, 0, there), write(two, 0, anEvent()));
    });

    it('says conflict when the ids are there in another order', async () => {
      const stream = aStream();
      const [a, b] = [anEvent(), anEvent()];
      await append(write(stream, 0, a, b));
      await refusedAt(stream, 0, 2, write(stream, 0, b, a));
    });

    ifDoublesAreRefused('does not take an event id a second time at another place', async () => {
      const [one, two] = [aStream(), aStream()];
      const event = anEvent();
      await append(write(one, 0, event));
      await expect(append(write(two, 0, event))).rejects.toMatchObject({ code: 'event-id-taken' });
      await expect(append(write(one, 1, event))).rejects.toBeInstanceOf(InvalidAppend);
      expect(await read(one)).toHaveLength(1);
    });

    ifDoublesAreRefused('records one code per dossier, whoever issues it', async () => {
      const data = { dossierId: aStream().slice(8), code: 'H99.16-261124-0001' };
      const issue = () => append(write(aStream('codes'), 0, anEvent({ type: 'CodeIssued', data })));
      await issue();
      await expect(issue()).rejects.toMatchObject({ code: 'fact-not-unique' });
    });

    ifDoublesAreRefused('lets the other requests of the same moment pass when one cannot be written', async () => {
      const taken = anEvent();
      await append(write(aStream(), 0, taken));
      const requests = [anEvent(), taken, anEvent(), anEvent()].map((event) => append(write(aStream(), 0, event)));
      const outcomes = (await Promise.allSettled(requests)).map(({ status }) => status);
      expect(outcomes).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    });

    it('lets the other requests of the same moment pass when one of them conflicts', async () => {
      const stream = aStream();
      await append(write(stream, 0, anEvent()));
      const requests = [aStream(), stream, aStream()].map((each) => append(write(each, 0, anEvent())));
      const outcomes = (await Promise.allSettled(requests)).map(({ status }) => status);
      expect(outcomes).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    });

    it('judges two requests of the same moment for one stream one after the other', async () => {
      const stream = aStream();
      const both = await Promise.allSettled([0, 1].map((expected) => append(write(stream, expected, anEvent()))));
      expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      const rivals = await Promise.allSettled([2, 2].map((expected) => append(write(stream, expected, anEvent()))));
      expect(rivals.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      expect(rivals[1]).toMatchObject({ reason: new VersionConflict(stream, 2, 3) });
    });
  });
}
