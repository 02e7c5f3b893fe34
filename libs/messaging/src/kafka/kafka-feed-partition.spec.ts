import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeCloudEvent, lifecycleEvents, toLifecycleEvent, type LifecycleEventType } from '@motcua/contracts';
import { HistoryLost } from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import type { RecordMark } from '../consuming/feed-ledger.js';
import type { Grant } from '../consuming/lease.js';
import { MemoryFeedLedger } from '../consuming/memory-feed-ledger.js';
import { ParkingJournal } from '../consuming/parking-journal.js';
import type { Consumer, Delivery } from '../feed.js';
import { HoleNotFilled } from './kafka-feed-history.js';
import { PartitionRun } from './kafka-feed-partition.js';
import type { TopicMessage } from './kafka-feed-record.js';

const place = { consumer: 'probe', topic: 't', partition: 0 };
const at = '2026-11-24T01:00:00.000Z';

describe('PartitionRun', () => {
  let store: MemoryEventStore;
  let ledger: MemoryFeedLedger;
  let stop: AbortController;
  let told: Delivery[];
  let leading: Promise<void>;
  const dossierId = randomUUID();

  beforeEach(async () => {
    [store, ledger, stop, told] = [new MemoryEventStore(), new MemoryFeedLedger(), new AbortController(), []];
    await ledger.openPartitions([{ ...place, next: '0', historyUntil: '0' }]);
  });

  afterEach(async () => {
    stop.abort();
    await leading;
    await store.close();
  });

  async function tell(...types: LifecycleEventType[]): Promise<void> {
    const expected = (await store.read(`dossier-${dossierId}`)).length;
    const events = types.map((type) => ({
      id: randomUUID(),
      type,
      schemaVersion: 1,
      data: { dossierId, [lifecycleEvents[type].time]: at },
      meta: { correlationId: 'c', causationId: 'k', actor: 'a', actorRole: 'citizen', recordedAt: at },
    }));
    await store.append([{ stream: `dossier-${dossierId}`, expected, events }]);
  }

  /** The record of the dossier's version, as it stands on the topic. */
  async function record(version: number, offset: number): Promise<TopicMessage> {
    const [recorded] = await store.read(`dossier-${dossierId}`, version);
    const { key, value, headers } = encodeCloudEvent(toLifecycleEvent(recorded!), '/motcua/H99/dossiers');
    return { offset: String(offset), key: Buffer.from(key), value: Buffer.from(value), headers };
  }

  async function start(
    change: Partial<Consumer> = {},
    history = 0n,
    replayUntil = store.start,
    from: { position: string; last?: RecordMark } = { position: '0' },
  ): Promise<PartitionRun> {
    const granted = Promise.withResolvers<Grant>();
    const over = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
    leading = ledger.lead('probe@t/0', (grant) => (granted.resolve(grant), over), stop.signal);
    const types = ['DossierSubmitted', 'DossierAccepted'];
    const consumer: Consumer = { name: 'probe', topic: 't', types, startFrom: 'beginning', concurrency: 4, ...change };
    const journal = new ParkingJournal(store, () => at);
    const retry = { tries: 2, pauseMs: () => 1 };
    const handle = async (delivery: Delivery) => void told.push(delivery);
    const run = new PartitionRun(
      { store, ledger, journal, consumer, handle, retry, window: 100, redrivePollMs: 5 },
      { place, ...from, historyUntil: history, replayUntil, grant: await granted.promise, stop: stop.signal },
    );
    await run.begin();
    return run;
  }

  const versions = () => told.map(({ event }) => event.dossierVersion);

  async function settled(run: PartitionRun, position: string): Promise<void> {
    for (let time = 0; time < 400 && run.facts.position !== position; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(run.facts.position).toBe(position);
  }

  it('passes over what it has heard before', async () => {
    await tell('DossierSubmitted', 'DossierAccepted');
    const run = await start();
    await run.accept([await record(1, 0), await record(1, 1), await record(2, 2), await record(1, 3)]);
    await settled(run, '4');
    expect(versions()).toEqual([1, 2]);
  });

  it('reads from the store what is missing before a record, and keeps its place before that record until then', async () => {
    await tell('DossierSubmitted', 'DossierAccepted', 'ResultReturned');
    const run = await start();
    await run.accept([await record(3, 5)]);
    await settled(run, '6');
    expect(versions()).toEqual([1, 2]);
    expect(await ledger.handled('probe', [dossierId])).toEqual(new Map([[dossierId, 3]]));
  });

  it('goes on behind the record that it stopped at, and not when another one stands there', async () => {
    await tell('DossierSubmitted', 'DossierAccepted', 'DossierAccepted');
    const [first, second, third] = [await record(1, 0), await record(2, 1), await record(3, 2)];
    const run = await start();
    await run.accept([first, second]);
    await settled(run, '2');
    const { last } = (await ledger.partition(place))!;
    expect(last).toMatchObject({ offset: '1', dossierId, version: 2 });
    const from = { position: '2', last: last! };
    const again = async () => {
      ledger = new MemoryFeedLedger();
      await ledger.openPartitions([{ ...place, next: '2', historyUntil: '0' }]);
      told = [];
      return start({}, 0n, store.start, from);
    };
    const same = await again();
    expect(same.next).toBe(1n);
    await same.accept([second, third]);
    await settled(same, '3');
    expect(versions()).toEqual([1, 2, 3]); // this ledger knows of none
    const other = await again();
    await other.accept([{ ...third, offset: '1' }, await record(2, 2)]);
    await expect(other.end()).rejects.toThrow(HistoryLost);
    expect(told).toEqual([]);
  });

  it('stops where the store does not hold what the topic skips', async () => {
    await tell('DossierSubmitted', 'DossierAccepted');
    const second = await record(2, 0);
    store = new MemoryEventStore(); // restored from a backup without the dossier
    const run = await start();
    await run.accept([second]);
    expect(run.facts.over.aborted).toBe(true);
    await expect(run.end()).rejects.toThrow(HoleNotFilled);
    expect(told).toEqual([]);
  });

  it('tells history as history to a consumer of all, and not at all to one that starts at the head', async () => {
    await tell('DossierSubmitted');
    const head = await store.head();
    await tell('DossierAccepted');
    const run = await start({}, 1n, head);
    await run.accept([await record(1, 0), await record(2, 1)]);
    await settled(run, '2');
    expect(told.map(({ kind }) => kind)).toEqual(['replay', 'live']);
    const fresh = told.length;
    ledger = new MemoryFeedLedger();
    await ledger.openPartitions([{ ...place, next: '0', historyUntil: '1' }]);
    const atHead = await start({ startFrom: 'head' }, 1n, head);
    await atHead.accept([await record(1, 0), await record(2, 1)]);
    await settled(atHead, '2');
    expect(told.slice(fresh).map(({ kind, event }) => [kind, event.dossierVersion])).toEqual([['live', 2]]);
  });

  it('parks a fact of a name that this build does not know', async () => {
    await tell('DossierSubmitted');
    const { headers, ...rest } = await record(1, 0);
    const run = await start();
    await run.accept([{ ...rest, headers: { ...headers, ce_type: 'vn.motcua.dossier.dossier-levitated.v1' } }]);
    await settled(run, '1');
    expect(told).toEqual([]);
    expect(await ledger.parked('probe')).toMatchObject([
      { eventType: 'DossierLevitated', errorName: 'UnknownLifecycleEvent', attempts: 0 },
    ]);
  });

  it('sets a record that is no message of ours aside, catches its dossier up, and goes on', async () => {
    await tell('DossierSubmitted', 'DossierAccepted');
    const run = await start();
    const strange = { key: Buffer.from('somebody'), value: Buffer.from('Nguyễn Văn An') };
    await run.accept([
      { ...(await record(1, 0)), value: Buffer.from('{') },
      { offset: '1', ...strange },
    ]);
    await run.accept([await record(2, 2)]);
    await settled(run, '3');
    expect(versions()).toEqual([1, 2]);
    const entries = await ledger.quarantined('probe');
    expect(entries.map(({ offset, fault }) => [offset, fault])).toEqual([
      ['0', expect.any(String)],
      ['1', 'header-missing'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('Nguyễn');
  });
});
