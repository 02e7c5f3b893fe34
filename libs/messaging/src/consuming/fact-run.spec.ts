import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { topics, type LifecycleEvent } from '@motcua/contracts';
import { StoreUnavailable } from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { DependencyDown } from '../feed.js';
import { FactRun } from './fact-run.js';
import { MemoryFeedLedger } from './memory-feed-ledger.js';
import { ParkingJournal } from './parking-journal.js';

const name = 'probe';
const unavailable = () => new StoreUnavailable('the database is away');

/** A policy that would wait for a minute after every failure. */
const patient = { tries: 8, pauseMs: () => 60_000 };

function factOf(dossierVersion = 1): LifecycleEvent {
  const ids = { id: randomUUID(), dossierId: randomUUID(), correlationId: 'c', causationId: 'k' };
  return { ...ids, type: 'DossierSubmitted', dossierVersion, recordedAt: '2026-11-24T01:00:00.000Z', data: {} };
}

describe('FactRun, with a clock that is set by hand', () => {
  let ledger: MemoryFeedLedger;
  let stop: AbortController;
  let tries: number;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    [ledger, stop, tries] = [new MemoryFeedLedger(), new AbortController(), 0];
  });

  afterEach(() => {
    stop.abort();
    jest.useRealTimers();
  });

  async function start(handle: () => Promise<void>, policy = patient, concurrency = 1): Promise<FactRun> {
    const store = new MemoryEventStore();
    await ledger.open(name, { position: '0', replayUntil: '0' });
    const given = Promise.withResolvers<FactRun>();
    void ledger.lead(
      name,
      async (grant) => {
        const parts = { store, ledger, journal: new ParkingJournal(store, () => '2026-11-24T01:00:00.000Z') };
        const consumer = { name, topic: topics.dossierLifecycle, types: ['DossierSubmitted'], concurrency };
        const run = new FactRun(
          {
            ...parts,
            consumer: { ...consumer, startFrom: 'beginning' },
            handle: () => {
              tries += 1;
              return handle();
            },
            retry: policy,
            window: 10,
            redrivePollMs: 5,
          },
          { position: '0', replayUntil: '0', grant, stop: stop.signal },
        );
        await run.begin();
        given.resolve(run);
        await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
        await run.end();
      },
      stop.signal,
    );
    return given.promise;
  }

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('asks a store that is away again after 5 s at most', async () => {
    const run = await start(() => Promise.reject(unavailable()));
    run.enter({ event: factOf(), kind: 'live', position: '1' });
    await pass(4_999);
    expect(tries).toBe(1);
    await pass(1);
    expect(tries).toBe(2);
  });

  it.each([new DependencyDown('the gateway does not answer'), new TypeError('a mistake of the handler')])(
    'leaves to the policy how long it waits after %p',
    async (error) => {
      const run = await start(() => Promise.reject(error));
      run.enter({ event: factOf(), kind: 'live', position: '1' });
      await pass(59_999);
      expect(tries).toBe(1);
      await pass(1);
      expect(tries).toBe(2);
    },
  );

  it('saves how far it came 5 s after the ledger failed', async () => {
    const save = jest.spyOn(ledger, 'save').mockRejectedValueOnce(unavailable());
    const run = await start(() => Promise.resolve());
    run.enter({ event: factOf(), kind: 'live', position: '1' });
    await pass(4_999);
    expect(save).toHaveBeenCalledTimes(1);
    await pass(1);
    expect((await ledger.progress(name))?.position).toBe('1');
  });

  it('parks what failed under its own name, also when the ledger was away at first', async () => {
    jest.spyOn(ledger, 'park').mockRejectedValueOnce(unavailable());
    const run = await start(() => Promise.reject(new TypeError('a mistake')), { ...patient, tries: 1 });
    run.enter({ event: factOf(), kind: 'live', position: '1' });
    await pass(5_000);
    await pass(5_000);
    expect(await ledger.parked(name)).toMatchObject([{ errorName: 'TypeError', attempts: 1 }]);
  });

  it('tries again and parks what throws before it answers with a promise, and goes on', async () => {
    const run = await start(
      () => {
        if (tries <= 2) throw new TypeError('not even a promise');
        return Promise.resolve();
      },
      { tries: 2, pauseMs: () => 10 },
    );
    run.enter({ event: factOf(), kind: 'live', position: '1' });
    await pass(100);
    expect(await ledger.parked(name)).toMatchObject([{ errorName: 'TypeError', attempts: 2 }]);
    run.enter({ event: factOf(), kind: 'live', position: '2' });
    await pass(100);
    expect(tries).toBe(3);
    expect((await ledger.progress(name))?.position).toBe('2');
  });

  it('leaves the checkpoint before a fact whose handler never answers, and is frozen when nothing else is left', async () => {
    const run = await start(() => (tries === 1 ? new Promise(() => undefined) : Promise.resolve()), patient, 2);
    const stuck = factOf();
    run.enter({ event: stuck, kind: 'live', position: '1' });
    run.enter({ event: { ...stuck, dossierVersion: 2 }, kind: 'live', position: '2' });
    run.enter({ event: factOf(), kind: 'live', position: '3' });
    await pass(10);
    expect(tries).toBe(2); // the other dossier went on, the same one did not
    run.frozenForMs(1);
    await pass(120_000);
    expect((await ledger.progress(name))?.position).toBe('0');
    expect(run.frozenForMs(1)).toBe(120_000);
  });
});
