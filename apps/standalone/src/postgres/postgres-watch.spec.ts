import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PortTaken, PostgresLost, type PostgresNews, PostgresWatch, type WatchedServer } from './postgres-watch.js';

const pace = { lookMs: 1, shortestPauseMs: 1, longestPauseMs: 8, steadyMs: 60_000, portTries: 4 };

/** A server that dies and comes back as the spec tells it. */
class PlayedServer implements WatchedServer {
  readonly port = 5432;
  alive = true;
  tries = 0;
  /** What the next tries say, the first first; nothing left = it starts. */
  refusals: Error[] = [];

  isAlive(): boolean {
    return this.alive;
  }

  async startAgain(): Promise<void> {
    this.tries += 1;
    const refusal = this.refusals.shift();
    if (refusal !== undefined) throw refusal;
    this.alive = true;
  }
}

describe('the watch over our own PostgreSQL', () => {
  let watches: PostgresWatch[] = [];

  afterEach(async () => {
    await Promise.all(watches.map((watch) => watch.end()));
    watches = [];
  });

  function watched(server: PlayedServer, over = pace) {
    const news: PostgresNews[] = [];
    const watch = new PostgresWatch(server, (item) => news.push(item), over);
    watches.push(watch);
    watch.start();
    return { watch, news, kinds: () => news.map(({ kind }) => kind) };
  }

  async function until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await pause(1);
  }

  it('leaves a living server alone', async () => {
    const server = new PlayedServer();
    const { kinds } = watched(server);
    await pause(20);
    expect([server.tries, kinds()]).toEqual([0, []]);
  });

  it('has it started again, each time it dies', async () => {
    const server = new PlayedServer();
    const { kinds } = watched(server);
    for (let death = 1; death <= 2; death += 1) {
      server.alive = false;
      await until(() => kinds().length === 2 * death);
    }
    expect([server.tries, kinds()]).toEqual([2, ['down', 'upAgain', 'down', 'upAgain']]);
  });

  it('tries again and again with pauses that grow up to the longest', async () => {
    const server = new PlayedServer();
    server.refusals = Array.from({ length: 6 }, () => new Error('no space left'));
    const { news, kinds } = watched(server);
    server.alive = false;
    await until(() => kinds().includes('upAgain'));
    const pauses = news.flatMap((item) => (item.kind === 'notStarted' ? [item.pauseMs] : []));
    expect(pauses).toEqual([2, 4, 8, 8, 8, 8]);
    expect(news.at(-1)).toMatchObject({ kind: 'upAgain', attempts: 7 });
  });

  it('forgets old troubles once it has lived long', async () => {
    const server = new PlayedServer();
    server.refusals = [new Error('no memory')];
    const { news, kinds } = watched(server, { ...pace, steadyMs: 0 });
    server.alive = false;
    await until(() => kinds().includes('upAgain'));
    server.refusals = [new Error('no memory')];
    server.alive = false;
    await until(() => kinds().filter((kind) => kind === 'upAgain').length === 2);
    const pauses = news.flatMap((item) => (item.kind === 'notStarted' ? [item.pauseMs] : []));
    expect(pauses).toEqual([1, 1]);
  });

  it('gives up at once when no later try can help, and says why', async () => {
    const server = new PlayedServer();
    server.refusals = [new PostgresLost('data-folder-gone', 'the folder is gone')];
    const { watch, kinds } = watched(server);
    server.alive = false;
    expect(await watch.lost).toMatchObject({ code: 'data-folder-gone', message: 'the folder is gone' });
    expect([server.tries, kinds()]).toEqual([1, ['down', 'lost']]);
  });

  it('waits for its port a while, then gives up', async () => {
    const server = new PlayedServer();
    server.refusals = Array.from({ length: 9 }, () => new PortTaken('port 5432 is in use'));
    const { watch } = watched(server);
    server.alive = false;
    expect(await watch.lost).toMatchObject({ code: 'port-in-use' });
    expect(server.tries).toBe(pace.portTries);
  });

  it('takes its port when it gets free in time', async () => {
    const server = new PlayedServer();
    server.refusals = Array.from({ length: pace.portTries - 1 }, () => new PortTaken('port 5432 is in use'));
    const { kinds } = watched(server);
    server.alive = false;
    await until(() => kinds().includes('upAgain'));
    expect(server.tries).toBe(pace.portTries);
  });

  it('starts nothing once we are ending', async () => {
    const server = new PlayedServer();
    const { watch, kinds } = watched(server);
    const ended = watch.end();
    server.alive = false;
    await ended;
    await pause(20);
    expect([server.tries, kinds()]).toEqual([0, []]);
  });

  it('leaves a server that is down when the ending begins', async () => {
    const server = new PlayedServer();
    server.refusals = Array.from({ length: 1_000 }, () => new Error('no space left'));
    const { watch, kinds } = watched(server);
    server.alive = false;
    await until(() => kinds().includes('notStarted'));
    await watch.end();
    const { tries } = server;
    await pause(30);
    expect([server.tries, server.alive]).toEqual([tries, false]);
  });
});
