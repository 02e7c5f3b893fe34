import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { MemoryFeedLedger } from '../consuming/memory-feed-ledger.js';
import { ParkingJournal } from '../consuming/parking-journal.js';
import { Slots } from '../consuming/slots.js';
import { probeOf } from './kafka-feed-scene.fixture.js';
import { PartitionTerm } from './kafka-feed-term.js';

const place = { consumer: 'probe', topic: 't', partition: 0 };

describe('two members of a group that both believe that a partition is theirs', () => {
  let ledger: MemoryFeedLedger;
  let said: string[];
  let terms: PartitionTerm[];

  beforeEach(async () => {
    [ledger, said, terms] = [new MemoryFeedLedger(), [], []];
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
      history: { assert: () => Promise.resolve(), noteFault: () => undefined },
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
});
