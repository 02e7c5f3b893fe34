import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { topics } from '@motcua/contracts';
import { anchorOf } from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import type { Consumer, RunningConsumer } from '../feed.js';
import { EmbeddedFeed } from './embedded-feed.js';
import type { Grant } from '../consuming/lease.js';
import { MemoryFeedLedger } from '../consuming/memory-feed-ledger.js';

const consumer: Consumer = {
  name: 'probe',
  topic: topics.dossierLifecycle,
  types: ['DossierSubmitted'],
  startFrom: 'beginning',
  concurrency: 4,
};

async function tell(store: MemoryEventStore, count: number): Promise<void> {
  const at = '2026-11-24T01:00:00.000Z';
  const meta = { correlationId: 'c', causationId: 'k', actor: 'someone', actorRole: 'citizen', recordedAt: at };
  for (let told = 0; told < count; told += 1) {
    const dossierId = randomUUID();
    const data = { dossierId, sealed: 'v1.key.iv.text', submittedAt: at };
    const event = { id: randomUUID(), type: 'DossierSubmitted', schemaVersion: 1, data, meta };
    await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events: [event] }]);
  }
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
    await pause(5);
  }
}

describe('a consumer whose store came back from an older backup', () => {
  let ledger: MemoryFeedLedger;
  let restored: MemoryEventStore;
  let running: RunningConsumer;
  let heard: number;

  beforeEach(async () => {
    ledger = new MemoryFeedLedger();
    const yesterdays = new MemoryEventStore();
    await tell(yesterdays, 5);
    heard = 0;
    await start(yesterdays);
    await until(async () => (await ledger.progress('probe'))?.position === '5');
    await running.close();
    restored = new MemoryEventStore();
    await tell(restored, 2);
    heard = 0;
  });

  afterEach(() => running.close());

  async function start(store: MemoryEventStore): Promise<void> {
    const feed = new EmbeddedFeed(store, ledger, { retry: { tries: 1, pauseMs: () => 2 }, redrivePollMs: 5 });
    running = await feed.consume(consumer, async () => void (heard += 1));
  }

  it('stops, says why, and does not go on when the store grows past its checkpoint', async () => {
    await start(restored);
    await until(async () => (await running.state()).lost === 'checkpoint-beyond-head');
    await tell(restored, 10);
    await pause(100);
    await expect(running.state()).resolves.toMatchObject({ active: true, lost: 'checkpoint-beyond-head' });
    expect(heard).toBe(0);
  });

  it('does not take other facts for those that it has handled, although its checkpoint is a place in the store', async () => {
    await tell(restored, 10);
    await start(restored);
    await until(async () => (await running.state()).lost === 'history-changed');
    expect(heard).toBe(0);
  });

  it.each(['checkpoint-beyond-head', 'history-changed'])(
    'goes on by itself when it was set anew after %s',
    async (lost) => {
      if (lost === 'history-changed') await tell(restored, 10);
      await start(restored);
      await until(async () => (await running.state()).lost === lost);
      if (lost === 'checkpoint-beyond-head') await tell(restored, 10);
      await reset('2');
      await until(async () => (await running.state()).behind === 0);
      await expect(running.state()).resolves.toEqual({
        active: true,
        behind: 0,
        frozenForMs: 0,
        parkedDossiers: 0,
        quarantined: 0,
      });
      expect(heard).toBe(10);
    },
  );

  /** As a job does that an administrator asks for. */
  async function reset(to: string): Promise<void> {
    const over = new AbortController();
    const work = async (grant: Grant): Promise<void> => {
      const { position: from } = (await ledger.progress('probe'))!;
      const [last] = (await restored.readAll(String(Number(to) - 1), {}, 1)).events;
      await ledger.save('probe', grant, { from, to, handled: [], anchor: anchorOf(last!) });
      over.abort();
    };
    await ledger.lead('probe', work, over.signal);
  }
});
