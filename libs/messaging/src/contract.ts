import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lifecycleEvents, topics, type LifecycleEventType } from '@motcua/contracts';
import type { EventStore } from '@motcua/event-store';
import { DependencyDown, type Consumer, type Delivery, type EventFeed, type RunningConsumer } from './feed.js';

export { publisherContract } from './publisher-contract.js';
export type { PublisherBackend } from './publisher-contract.js';

/** One storage with as many feeds over it as a spec wants, as processes that start and stop. */
export interface FeedBackend {
  readonly store: EventStore;
  /** Retries within milliseconds and parks after three tries. */
  feed(): EventFeed;
  /** Where lifecycle facts are published; default: the topic of that name. */
  readonly topic?: string;
  close(): Promise<void>;
}

class BrokenFact extends Error {
  override readonly name = 'BrokenFact';
  readonly code = 'fact.broken';
}

const all: LifecycleEventType[] = ['DossierSubmitted', 'DossierAccepted', 'ResultReturned'];

function consumerOf(change: Partial<Consumer> = {}): Consumer {
  const consumer = { name: 'probe', topic: topics.dossierLifecycle, types: all, startFrom: 'beginning' } as const;
  return { ...consumer, concurrency: 8, ...change };
}

async function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
    await pause(5);
  }
}

/** Appends facts of these types to the dossier, at once. */
async function tell(store: EventStore, dossierId: string, ...types: LifecycleEventType[]): Promise<void> {
  const stream = `dossier-${dossierId}`;
  const expected = (await store.read(stream)).length;
  const meta = { correlationId: 'c', causationId: 'k', actor: 'someone', actorRole: 'citizen' };
  const events = types.map((type) => ({
    id: randomUUID(),
    type,
    schemaVersion: 1,
    data: { dossierId, sealed: 'v1.key.iv.text', [lifecycleEvents[type].time]: '2026-11-24T01:00:00.000Z' },
    meta: { ...meta, recordedAt: '2026-11-24T01:00:00.000Z' },
  }));
  await store.append([{ stream, expected, events }]);
}

/** What every feed promises. */
export function feedContract(name: string, open: () => Promise<FeedBackend>): void {
  describe(`the feed contract: ${name}`, () => {
    let backend: FeedBackend;
    let store: EventStore;
    let feed: EventFeed;
    let running: RunningConsumer[];
    let told: Delivery[];

    beforeEach(async () => {
      backend = await open();
      ({ store } = backend);
      feed = backend.feed();
      running = [];
      told = [];
    });

    afterEach(async () => {
      await Promise.all(running.map((consumer) => consumer.close()));
      await backend.close();
    });

    const versionsOf = (dossierId: string) =>
      told.filter(({ event }) => event.dossierId === dossierId).map(({ event }) => event.dossierVersion);

    async function consume(handle: (delivery: Delivery) => Promise<void>, change: Partial<Consumer> = {}, from = feed) {
      const consumer = await from.consume(
        consumerOf({ topic: backend.topic ?? topics.dossierLifecycle, ...change }),
        handle,
      );
      running.push(consumer);
      return consumer;
    }

    const keep = async (delivery: Delivery) => void told.push(delivery);

    /** Fails for version 2 of the dossier while `broken.is`. */
    const poison = (dossierId: string, broken: { is: boolean }) => async (delivery: Delivery) => {
      const { event } = delivery;
      if (broken.is && event.dossierId === dossierId && event.dossierVersion === 2) {
        throw new BrokenFact('Nguyễn Văn An is nowhere to be found');
      }
      told.push(delivery);
    };

    it('tells facts of one dossier one by one and in order, and of several dossiers at once', async () => {
      const dossiers = Array.from({ length: 20 }, () => randomUUID());
      const busy = new Map<string, number>();
      let most = 0;
      let overlapping = false;
      await consume(async (delivery) => {
        const { dossierId } = delivery.event;
        overlapping ||= busy.has(dossierId);
        busy.set(dossierId, 1);
        most = Math.max(most, busy.size);
        await pause(1);
        busy.delete(dossierId);
        told.push(delivery);
      });
      await Promise.all(dossiers.map((dossierId) => tell(store, dossierId, ...all)));
      await eventually(() => told.length === 60);
      expect(overlapping).toBe(false);
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(8);
      for (const dossierId of dossiers) expect(versionsOf(dossierId)).toEqual([1, 2, 3]);
    });

    it('carries what is public of a fact and nothing sealed', async () => {
      const dossierId = randomUUID();
      await consume(keep);
      await tell(store, dossierId, 'DossierSubmitted');
      await eventually(() => told.length === 1);
      const { event } = told[0]!;
      expect(event).toMatchObject({ type: 'DossierSubmitted', dossierId, dossierVersion: 1, data: { dossierId } });
      expect(JSON.stringify(event)).not.toContain('v1.key');
    });

    it('passes over types that the consumer does not handle', async () => {
      const dossierId = randomUUID();
      await consume(keep, { types: ['ResultReturned'] });
      await tell(store, dossierId, ...all);
      await eventually(() => told.length === 1);
      expect(versionsOf(dossierId)).toEqual([3]);
    });

    it('begins at the head unless history is asked for, and says which facts are history', async () => {
      const dossierId = randomUUID();
      await tell(store, dossierId, 'DossierSubmitted');
      const fromHead: Delivery[] = [];
      await consume(async (delivery) => void fromHead.push(delivery), { name: 'from-head', startFrom: 'head' });
      await consume(keep);
      await tell(store, dossierId, 'DossierAccepted');
      await eventually(() => told.length === 2 && fromHead.length === 1);
      expect(fromHead.map(({ kind, event }) => [kind, event.dossierVersion])).toEqual([['live', 2]]);
      expect(told.map(({ kind }) => kind)).toEqual(['replay', 'live']);
    });

    it('tries a failing fact again and counts the tries', async () => {
      const tries: number[] = [];
      await consume(async ({ attempt }) => {
        tries.push(attempt);
        if (attempt < 3) throw new BrokenFact();
      });
      await tell(store, randomUUID(), 'DossierSubmitted');
      await eventually(() => tries.length === 3);
      expect(tries).toEqual([1, 2, 3]);
      expect(await feed.parked('probe')).toEqual([]);
    });

    it('parks a poison fact among 500 and the later facts of its dossier, and a redrive brings them back in order', async () => {
      const bad = randomUUID();
      const others = Array.from({ length: 497 }, () => randomUUID());
      const broken = { is: true };
      const consumer = await consume(poison(bad, broken));
      await tell(store, bad, ...all);
      for (const dossierId of others) await tell(store, dossierId, 'DossierSubmitted');
      await eventually(() => told.length === 498);
      await eventually(async () => (await feed.parked('probe')).length === 2);
      expect(await feed.parked('probe', bad)).toMatchObject([
        { dossierVersion: 2, errorName: 'BrokenFact', errorCode: 'fact.broken', attempts: 3 },
        { dossierVersion: 3, errorName: 'BehindParked', attempts: 0 },
      ]);
      expect((await consumer.state()).parkedDossiers).toBe(1);
      const journal = await store.read(`parked-probe-${bad}`);
      expect(journal.map(({ type }) => type)).toEqual(['FactParked', 'FactParked']);
      expect(JSON.stringify(journal)).not.toContain('Nguyễn');

      broken.is = false;
      expect(await feed.redrive('probe', bad)).toBe(2);
      await eventually(async () => (await feed.parked('probe')).length === 0);
      await tell(store, bad, 'ResultReturned');
      await eventually(() => told.length === 501);
      expect(versionsOf(bad)).toEqual([1, 2, 3, 4]);
      expect((await store.read(`parked-probe-${bad}`)).slice(2).map(({ type }) => type)).toEqual([
        'FactRedriven',
        'FactRedriven',
      ]);
    });

    it('leaves the whole dossier parked when its first fact fails again', async () => {
      const bad = randomUUID();
      await consume(poison(bad, { is: true }));
      await tell(store, bad, ...all);
      await eventually(async () => (await feed.parked('probe')).length === 2);
      await feed.redrive('probe');
      await eventually(async () => (await feed.parked('probe')).every((fact) => !fact.redriving));
      expect((await feed.parked('probe')).map((fact) => fact.attempts)).toEqual([4, 0]);
      expect(versionsOf(bad)).toEqual([1]);
    });

    it('waits for a dependency that is down and parks nothing', async () => {
      const dossiers = Array.from({ length: 10 }, () => randomUUID());
      let down = 30;
      await consume(async (delivery) => {
        down -= 1;
        if (down > 0) throw new DependencyDown('the gateway does not answer');
        told.push(delivery);
      });
      for (const dossierId of dossiers) await tell(store, dossierId, 'DossierSubmitted', 'DossierAccepted');
      await eventually(() => told.length === 20);
      expect(await feed.parked('probe')).toEqual([]);
      for (const dossierId of dossiers) expect(versionsOf(dossierId)).toEqual([1, 2]);
    });

    it('lets a running handler finish on close, and goes on behind it after a restart', async () => {
      const dossierId = randomUUID();
      const entered = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      const first = await consume(async (delivery) => {
        entered.resolve();
        await gate.promise;
        await pause(30);
        told.push(delivery);
      });
      await tell(store, dossierId, ...all);
      await entered.promise;
      const closed = first.close();
      gate.resolve();
      await closed;
      expect(versionsOf(dossierId)).toEqual([1]);
      await consume(keep, {}, backend.feed());
      await eventually(() => told.length === 3);
      expect(versionsOf(dossierId)).toEqual([1, 2, 3]);
    });

    it('keeps parked dossiers parked over a restart', async () => {
      const bad = randomUUID();
      const first = await consume(poison(bad, { is: true }));
      await tell(store, bad, 'DossierSubmitted', 'DossierAccepted');
      await eventually(async () => (await feed.parked('probe')).length === 1);
      await first.close();
      const second = backend.feed();
      await consume(keep, {}, second);
      await tell(store, bad, 'ResultReturned');
      await eventually(async () => (await second.parked('probe')).length === 2);
      expect(versionsOf(bad)).toEqual([1]);
    });

    it('lets one of two processes work, and the other take over where it stopped', async () => {
      const dossierId = randomUUID();
      const [one, two]: [Delivery[], Delivery[]] = [[], []];
      const first = await consume(async (delivery) => void one.push(delivery), { instances: 'one' });
      await tell(store, dossierId, 'DossierSubmitted');
      await eventually(() => one.length === 1);
      const second = await consume(async (delivery) => void two.push(delivery), { instances: 'one' }, backend.feed());
      await tell(store, dossierId, 'DossierAccepted');
      await eventually(() => one.length === 2);
      expect((await second.state()).active).toBe(false);
      await first.close();
      await tell(store, dossierId, 'ResultReturned');
      await eventually(() => two.length === 1);
      expect(one.map(({ event }) => event.dossierVersion)).toEqual([1, 2]);
      expect(two.map(({ event }) => event.dossierVersion)).toEqual([3]);
    });

    it('comes to rest at the head', async () => {
      const consumer = await consume(keep);
      await tell(store, randomUUID(), ...all);
      await eventually(async () => (await consumer.state()).behind === 0);
      const atRest = { active: true, behind: 0, frozenForMs: 0, parkedDossiers: 0, quarantined: 0 };
      expect(await consumer.state()).toEqual(atRest);
      expect(await feed.quarantined('probe')).toEqual([]);
    });
  });
}
