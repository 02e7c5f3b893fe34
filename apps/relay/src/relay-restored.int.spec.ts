import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type EventStore, HistoryLost } from '@motcua/event-store';
import { PostgresEventStore, storeMigrations } from '@motcua/event-store/postgres';
import { MemoryPublisher, MemoryTopics, PostgresFeedLedger, RELAY } from '@motcua/messaging/embedded';
import { ConsumerResets, Database, Health, Metrics, sharedLog } from '@motcua/service-kit';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import type { Relay } from './relay.js';
import { type RelayScene, relayScene } from './relay-scene.fixture.js';
import { RelayWatch } from './relay-watch.js';

jest.setTimeout(60_000);

const topics = { lifecycle: 'lifecycle', snapshot: 'snapshot' };
const [YESTERDAY, NOON, TODAY] = ['2026-11-23T02:00:00.000Z', '2026-11-23T05:00:00.000Z', '2026-11-24T02:00:00.000Z'];

/** Takes the log as it stands into an empty one, as a backup does. */
async function copy(from: EventStore, to: EventStore): Promise<void> {
  const { events } = await from.readAll(from.start, {}, 1_000);
  for (const { stream, version, position: _position, ...event } of events)
    await to.append([{ stream, expected: version - 1, events: [event] }]);
}

describe('a relay whose store came back from an older day', () => {
  let scene: RelayScene;
  let backup: TestDatabase;
  let restored: PostgresEventStore;
  let written: MemoryTopics;
  let kept: readonly string[];

  beforeEach(async () => {
    scene = await relayScene('127.0.0.1:1', topics);
    backup = await testDatabase(storeMigrations);
    restored = new PostgresEventStore({ url: backup.appUrl });
    written = new MemoryTopics();
    for (const topic of Object.values(topics)) written.create(topic, 3);
    kept = await scene.tell(4, { at: YESTERDAY });
    await copy(scene.store, restored);
    await scene.tell(10, { at: NOON });
    const relay = on(scene.store);
    relay.start();
    await until(async () => published().length === 42 && (await relay.state()).behind === 0);
    await relay.stop();
  });

  afterEach(async () => {
    await scene.close();
    await restored.close();
    await backup.drop();
  });

  function on(store: EventStore): Relay {
    return scene.relay({ store, publisher: new MemoryPublisher(written), leaseTtlMs: 400 });
  }

  function published(): string[] {
    return [0, 1, 2].flatMap((partition) => written.read(topics.lifecycle, partition).map(({ key }) => key));
  }

  async function until(isTrue: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!(await isTrue())) {
      if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
      await pause(20);
    }
  }

  it('publishes nothing and says why, and does not go on when the store grows past its checkpoint', async () => {
    const relay = on(restored);
    relay.start();
    await until(async () => (await relay.state()).lost === 'checkpoint-beyond-head');
    await scene.tell(30, { to: restored, at: TODAY });
    await pause(1_000); // several more looks
    expect(await relay.state()).toMatchObject({ active: false, lost: 'checkpoint-beyond-head' });
    expect(published()).toHaveLength(42);
    expect(scene.troubles.filter((trouble) => trouble instanceof HistoryLost)).toHaveLength(1);
  });

  it('knows a store that has grown past its checkpoint before it looks, also when it takes over', async () => {
    const first = on(scene.store);
    first.start();
    await until(async () => (await first.state()).active);
    const second = on(restored);
    second.start();
    await scene.tell(30, { to: restored, at: TODAY });
    await pause(300);
    expect((await second.state()).lost).toBeUndefined();
    await first.stop();
    await until(async () => (await second.state()).lost === 'history-changed');
    expect(published()).toHaveLength(42);
  });

  it('is not ready', async () => {
    const relay = on(restored);
    const health = new Health();
    const watch = new RelayWatch(relay, new MemoryPublisher(written), health, new Metrics());
    watch.onApplicationBootstrap();
    await until(async () => !(await health.report()).ready);
    expect(JSON.stringify(await health.report())).toContain('checkpoint-beyond-head: relay');
    expect(JSON.stringify(await health.report())).toContain('motcua reset relay');
    await watch.beforeApplicationShutdown();
  });

  it('goes on by itself when it was set to the last place that both know, and leaves nothing out', async () => {
    const fresh = await scene.tell(30, { to: restored, at: TODAY });
    const relay = on(restored);
    relay.start();
    await until(async () => (await relay.state()).lost === 'history-changed');
    await reset();
    await until(async () => (await relay.state()).active && (await relay.state()).behind === 0);
    expect((await relay.state()).lost).toBeUndefined();
    const since = published().filter((id) => fresh.includes(id));
    expect(since.toSorted()).toEqual(fresh.flatMap((id) => [id, id, id]).toSorted());
    expect(published().filter((id) => kept.includes(id))).toHaveLength(12);
  });

  /** As the job does that an administrator asks for. */
  async function reset(): Promise<void> {
    const database = new Database({ url: scene.db.appUrl, applicationName: 'relay-reset' });
    const ledger = new PostgresFeedLedger(database.pool);
    const over = new AbortController();
    await ledger.lead(
      RELAY,
      async (grant) => {
        const { position: from } = (await ledger.progress(RELAY))!;
        const question = { to: await restored.head(), until: YESTERDAY, checkpoint: from };
        const { place, anchor } = await sharedLog(restored, question);
        const [none, jobId] = [{ ahead: [], parkedGone: [] }, randomUUID()];
        const replayUntil = restored.start;
        const step = { jobId, consumer: RELAY, from, place, anchor, replayUntil, ...none, at: TODAY! };
        await new ConsumerResets(database).write(step, grant);
        over.abort();
      },
      over.signal,
    );
    await database.close();
  }
});
