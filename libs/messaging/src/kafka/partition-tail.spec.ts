import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { factOf, recordOf } from './kafka-feed-facts.fixture.js';
import type { TopicMessage } from './kafka-feed-record.js';
import { PartitionTail } from './partition-tail.js';

const never = new AbortController().signal;

const unreadable = (offset: number): TopicMessage => ({ offset: String(offset), key: null, value: Buffer.from('?') });

describe('the end of a partition', () => {
  const dossierId = randomUUID();

  it.each([
    ['was never written to', { low: 0n, high: 0n }],
    ['retains nothing', { low: 7n, high: 7n }],
  ])('has no fact when it %s, and nothing is read', async (_, range) => {
    const tail = new PartitionTail(range);
    expect(tail.isHeard).toBe(true);
    expect(await tail.fact(never)).toBeUndefined();
  });

  it('is read from a few records before it, never from before what is retained', () => {
    expect(new PartitionTail({ low: 0n, high: 100n }).next).toBe(95n);
    expect(new PartitionTail({ low: 98n, high: 100n }).next).toBe(98n);
  });

  it('is the last fact that can be read, however the records come', async () => {
    const tail = new PartitionTail({ low: 0n, high: 5n });
    tail.accept([recordOf(factOf(dossierId, 1), 0), recordOf(factOf(dossierId, 2), 1)]);
    expect([tail.next, tail.isHeard]).toEqual([2n, false]);
    tail.accept([recordOf(factOf(dossierId, 3), 2), unreadable(3), unreadable(4)]);
    expect(await tail.fact(never)).toMatchObject({ dossierId, offset: 2n, event: { dossierVersion: 3 } });
  });

  it('has no fact when none of the last records can be read', async () => {
    const tail = new PartitionTail({ low: 0n, high: 9n });
    tail.accept([4, 5, 6, 7, 8].map(unreadable));
    expect(await tail.fact(never)).toBeUndefined();
  });

  it('is given up with the signal', async () => {
    const given = new AbortController();
    const fact = new PartitionTail({ low: 0n, high: 1n }).fact(given.signal);
    given.abort(new Error('no longer ours'));
    await expect(fact).rejects.toThrow('no longer ours');
  });
});
