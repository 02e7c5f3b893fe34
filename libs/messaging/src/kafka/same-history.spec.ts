import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { HistoryLost, StoreUnavailable, type EventStore } from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { AT, factOf } from './kafka-feed-facts.fixture.js';
import type { HeardFact } from './kafka-feed-record.js';
import { SameHistory } from './same-history.js';

describe('whether the store holds the last fact that a topic tells', () => {
  let store: MemoryEventStore;
  const dossierId = randomUUID();
  const ids = [randomUUID(), randomUUID()];

  beforeEach(async () => {
    store = new MemoryEventStore();
    await add(ids);
  });

  async function add(added: readonly string[], at = AT): Promise<void> {
    const stream = `dossier-${dossierId}`;
    const meta = { correlationId: 'c', causationId: 'k', actor: 'a', actorRole: 'citizen', recordedAt: at };
    const rest = { type: 'DossierSubmitted', schemaVersion: 1, data: { dossierId, submittedAt: AT }, meta };
    const expected = (await store.read(stream)).length;
    await store.append([{ stream, expected, events: added.map((id) => ({ id, ...rest })) }]);
  }

  function historyOn(asked: EventStore): SameHistory {
    const heads = { ask: async () => new Map<number, bigint>(), ranges: async () => new Map() };
    return new SameHistory(asked, heads, 't', 1);
  }

  function told(version: number, id?: string): HeardFact {
    return { offset: 9n, dossierId, event: factOf(dossierId, version, id) };
  }

  /** The store, which answers the first questions by something else. */
  function answering(...first: (() => Promise<never[]>)[]): EventStore {
    return new Proxy(store, {
      get(target, name) {
        if (name === 'read') return (stream: string, from: number) => first.shift()?.() ?? target.read(stream, from);
        return Reflect.get(target, name, target) as unknown;
      },
    });
  }

  it('is well when it does', async () => {
    const history = historyOn(store);
    for (const version of [1, 2]) await history.assertStored(told(version, ids[version - 1]));
    expect([history.lost, history.toMakeAnew]).toEqual([undefined, undefined]);
  });

  it.each([
    ['the dossier has not come so far', () => told(3)],
    ['another fact stands there', () => told(2)],
    [
      'another moment stands there',
      () => ({ ...told(2), event: { ...told(2, ids[1]).event, recordedAt: '2026-11-23T01:00:00.000Z' } }),
    ],
    ['the dossier is not known', () => ({ ...told(1), dossierId: randomUUID() })],
  ])('is another history when %s: nothing is read any more, and the topic is named', async (_, fact) => {
    const history = historyOn(store);
    await expect(history.assertStored(fact())).rejects.toThrow(HistoryLost);
    expect([history.lost, history.toMakeAnew]).toEqual(['history-changed', 't']);
    await expect(history.assert(0, 0n, undefined)).rejects.toThrow(HistoryLost);
  });

  it('is asked again of a store that is a little behind', async () => {
    const nothing = () => Promise.resolve([]);
    const history = historyOn(answering(nothing, nothing));
    await history.assertStored(told(2, ids[1]));
    expect(history.lost).toBeUndefined();
  });

  it('is not known while the store is away, and nothing is lost by that', async () => {
    const away = () => Promise.reject(new StoreUnavailable('away'));
    const history = historyOn(answering(away));
    await expect(history.assertStored(told(1, ids[0]))).rejects.toThrow(StoreUnavailable);
    expect(history.lost).toBeUndefined();
    await history.assertStored(told(1, ids[0]));
  });
});
