import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startKurrentDbStandin, type KurrentDbStandin } from '@motcua/testing';
import { aStream, allAfter, anEvent, ids, write } from '../contract/events.js';
import { DefiniteFailure, StoreUnavailable, UnknownOutcome } from '../errors.js';
import type { RecordedEvent } from '../event-store.js';
import { KurrentEventStore } from './kurrent-event-store.js';

let standin: KurrentDbStandin;
let store: KurrentEventStore;

const open = () => new KurrentEventStore({ url: standin.url, answerTimeoutMs: 800, watchMs: 200 });

beforeAll(async () => void (standin = await startKurrentDbStandin()));
beforeEach(() => void (store = open()));
afterEach(async () => {
  standin.faults.clear();
  await store.close();
});
afterAll(() => standin.stop());

describe('KurrentDB adapter on kurrentdb-standin: an append', () => {
  it.each(['silent', 'written-silent', 'wrong-revision', 'unavailable'] as const)(
    'that meets "%s" is unknown within our own time, and the identical request makes exactly one of it',
    async (fault) => {
      const stream = aStream();
      const request = [write(stream, 0, anEvent(), anEvent()), write(aStream('codes'), 0, anEvent())];
      await store.read(stream);
      standin.faults.next(fault);
      await expect(store.append(request)).rejects.toBeInstanceOf(UnknownOutcome);
      const { position } = await store.append(request);
      expect(ids(await store.read(stream))).toEqual(ids(request[0]!.events));
      expect(position).toBe(await store.head());
    },
  );

  it('that comes late is waited for', async () => {
    standin.faults.next('slow');
    await expect(store.append([write(aStream(), 0, anEvent())])).resolves.toHaveProperty('position');
  });

  it('follows the leader to another node', async () => {
    const leader = await startKurrentDbStandin({ log: standin.log });
    standin.faults.leader = { host: '127.0.0.1', port: leader.port };
    standin.faults.next('not-leader');
    const [stream, event] = [aStream(), anEvent()];
    await store.append([write(stream, 0, event)]);
    expect(ids(await store.read(stream))).toEqual([event.id]);
    await leader.stop();
  });

  it('that finds no leader at all is a definite failure: nothing was written', async () => {
    const stream = aStream();
    standin.faults.next('not-leader', 5);
    await expect(store.append([write(stream, 0, anEvent())])).rejects.toBeInstanceOf(DefiniteFailure);
    expect(await store.read(stream)).toEqual([]);
  });

  it('to a closed stream is refused, and reading it is no empty stream', async () => {
    const stream = aStream();
    await store.append([write(stream, 0, anEvent())]);
    await standin.log.tombstone(stream);
    await expect(store.append([write(stream, 1, anEvent())])).rejects.toBeInstanceOf(DefiniteFailure);
    await expect(store.read(stream)).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

describe('KurrentDB adapter on kurrentdb-standin: reading', () => {
  it('ends in a typed error within our own time when nobody answers, and works when somebody does', async () => {
    const [stream, event] = [aStream(), anEvent()];
    await store.append([write(stream, 0, event)]);
    standin.faults.readsAreSilent = true;
    await expect(store.read(stream)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.readAll(store.start, {}, 10)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
    standin.faults.readsAreSilent = false;
    expect(ids(await store.read(stream))).toEqual([event.id]);
  });

  it('shows no stream whose beginning somebody deleted as a shorter one', async () => {
    const stream = aStream();
    await store.append([write(stream, 0, anEvent())]);
    await standin.log.delete(stream);
    expect(await store.read(stream)).toEqual([]);
    await store.append([write(stream, 1, anEvent())]);
    await expect(store.read(stream)).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it("leaves the server's own events out, and a checkpoint among them is no unknown position", async () => {
    const after = await store.head();
    await standin.log.systemEvent();
    const own = String(standin.log.all.at(-1)!.position);
    expect(await store.readAll(after, {}, 10)).toMatchObject({ events: [], atHead: true });
    expect(await store.readAll(own, {}, 10)).toMatchObject({ events: [], next: own });
  });
});

describe('KurrentDB adapter on kurrentdb-standin: a subscription', () => {
  async function followed(during: () => Promise<void>, count: number): Promise<RecordedEvent[]> {
    const stop = new AbortController();
    const seen: RecordedEvent[] = [];
    const after = await store.head();
    const reader = (async () => {
      for await (const slice of store.subscribe(after, { types: ['Noted'] }, stop.signal)) seen.push(...slice.events);
    })();
    await during();
    while (seen.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    await reader;
    expect(seen).toEqual((await allAfter(store, after)).filter(({ type }) => type === 'Noted'));
    return seen;
  }

  const some = async (count: number) => {
    for (let each = 0; each < count; each += 1) await store.append([write(aStream(), 0, anEvent())]);
  };

  it('that is cut in the middle goes on by itself, nothing missed and nothing twice', async () => {
    await followed(async () => {
      await some(20);
      standin.faults.dropSubscriptions();
      await some(20);
      standin.faults.dropSubscriptions();
      await some(5);
    }, 45);
  });

  it('that falls silent without a word is noticed', async () => {
    await followed(async () => {
      await some(3);
      standin.faults.subscriptionsAreMute = true;
      await some(4);
    }, 7);
  });
});
