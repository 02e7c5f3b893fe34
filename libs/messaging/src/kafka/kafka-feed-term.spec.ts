import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HistoryLost } from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { MemoryFeedLedger } from '../consuming/memory-feed-ledger.js';
import { ParkingJournal } from '../consuming/parking-journal.js';
import { Slots } from '../consuming/slots.js';
import { factOf, recordOf } from './kafka-feed-facts.fixture.js';
import type { OffsetRange } from './kafka-feed-heads.js';
import { probeOf } from './kafka-feed-scene.fixture.js';
import { PartitionTerm } from './kafka-feed-term.js';

const place = { consumer: 'probe', topic: 't', partition: 0 };

describe('two members of a group that both believe that a partition is theirs', () => {
  let ledger: MemoryFeedLedger;
  let said: string[];
  let terms: PartitionTerm[];
  let retained: OffsetRange;
  let assertStored: () => Promise<void>;

  beforeEach(async () => {
    [ledger, said, terms] = [new MemoryFeedLedger(), [], []];
    [retained, assertStored] = [{ low: 0n, high: 0n }, () => Promise.resolve()];
    await ledger.open('probe', { position: '0', replayUntil: '0' });
    await ledger.openPartitions([{ ...place, next: '3', historyUntil: '0' }]);
  });

  afterEach(() => Promise.all(terms.map((term) => term.stop())));

  function member(name: string): PartitionTerm {
    const store = new MemoryEventStore();
    const journal = new ParkingJournal(store, () => '2026-11-24T01:00:00.000Z');
    const retry = { tries: 2, pauseMs: () => 1 };
    const run = { store, ledger, journal, consumer: probeOf('t'), retry, window: 10, redrivePollMs: 5 };
    const term = new PartitionTerm({
      run: { ...run, handle: () => Promise.resolve() },
      partition: 0,
      partitions: 1,
      slots: new Slots(1),
      history: {
        assert: () => Promise.resolve(),
        retained: () => Promise.resolve(retained),
        assertStored,
        noteFault: () => undefined,
      },
      onTrouble: (error) => said.push(String(error)),
      reading: {
        readFrom: (offset) => said.push(`${name} reads from ${offset}`),
        pause: () => said.push(`${name} reads no more`),
      },
    });
    terms.push(term);
    return term;
  }

  async function come(): Promise<void> {
    await pause(50);
  }

  it('read one after the other: the second has no place before the first has given the partition back', async () => {
    const first = member('first');
    await come();
    const second = member('second');
    await come();
    expect(said).toEqual(['first reads from 3']);
    expect([first.next, second.next]).toEqual([3n, undefined]);
    await first.stop();
    await come();
    expect(said.slice(1)).toEqual(['first reads no more', 'second reads from 3']);
  });

  it('read the end of the partition first, and their place when the store holds the last fact there', async () => {
    retained = { low: 0n, high: 1n };
    const first = member('first');
    await come();
    expect([said, first.next]).toEqual([['first reads from 0'], 0n]);
    await first.accept([recordOf(factOf(randomUUID(), 1), 0)]);
    await come();
    expect(said.slice(1)).toEqual(['first reads no more', 'first reads from 3']);
  });

  it('read nothing else when the store does not hold it', async () => {
    retained = { low: 0n, high: 1n };
    assertStored = () => new Promise((_, lost) => setImmediate(() => lost(new HistoryLost('history-changed'))));
    const first = member('first');
    await come();
    await first.accept([recordOf(factOf(randomUUID(), 1), 0)]);
    await come();
    expect(said).not.toContain('first reads from 3');
    expect(first.frozenForMs(1)).toBeGreaterThan(0);
  });
});
