import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startKurrentDbStandinProcess } from '@motcua/testing';
import { aStream, allAfter, anEvent, ids, write } from '../contract/events.js';
import { DefiniteFailure, UnknownOutcome } from '../errors.js';
import type { NewEvent, RecordedEvent } from '../event-store.js';
import { KurrentEventStore } from './kurrent-event-store.js';

const WRITERS = 8;
const KILLS = 3;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Keeps sending the identical request until it is acknowledged, as the port's users do. */
async function acknowledged(store: KurrentEventStore, stream: string, version: number, event: NewEvent): Promise<void> {
  for (;;) {
    try {
      await store.append([write(stream, version - 1, event)]);
      return;
    } catch (error) {
      if (!(error instanceof UnknownOutcome) && !(error instanceof DefiniteFailure)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe('kill -9 of kurrentdb-standin under load', () => {
  it('loses nothing acknowledged, doubles nothing, and the tailing subscriber goes on by itself', async () => {
    const data = await mkdtemp(join(tmpdir(), 'kurrentdb-standin-'));
    const port = await freePort();
    let process = await startKurrentDbStandinProcess({ port, data });
    const store = new KurrentEventStore({ url: process.url, answerTimeoutMs: 1500, watchMs: 300 });
    const [stop, load] = [new AbortController(), new AbortController()];
    const seen: RecordedEvent[] = [];
    const reader = (async () => {
      for await (const slice of store.subscribe(store.start, {}, stop.signal)) seen.push(...slice.events);
    })();
    let count = 0;
    const writers = Array.from({ length: WRITERS }, async () => {
      const [stream, sent] = [aStream(), [] as string[]];
      while (!load.signal.aborted) {
        const event = anEvent();
        await acknowledged(store, stream, sent.length + 1, event);
        sent.push(event.id);
        count += 1;
      }
      return { stream, sent };
    });
    for (let kill = 0; kill < KILLS; kill += 1) {
      const until = count + 150;
      while (count < until) await new Promise((resolve) => setTimeout(resolve, 5));
      await process.kill();
      process = await startKurrentDbStandinProcess({ port, data });
    }
    load.abort();
    const written = await Promise.all(writers);
    const stored = await allAfter(store, store.start, 1000);
    for (const { stream, sent } of written) expect(ids(await store.read(stream))).toEqual(sent);
    expect(stored).toHaveLength(written.reduce((sum, { sent }) => sum + sent.length, 0));
    while (seen.length < stored.length) await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    await reader;
    expect(seen).toEqual(stored);
    await store.close();
    await process.kill();
    await rm(data, { recursive: true });
  });
});
