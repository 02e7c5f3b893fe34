import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Door, type Upstream } from './door.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function freePort(): Promise<number> {
  const probe = createTcpServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Answers with its name and what it got. */
async function app(name: string, port = 0): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer((request, response) => {
    void text(request).then((body) =>
      response.end(JSON.stringify({ name, method: request.method, url: request.url, body })),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));
  return { port: (server.address() as AddressInfo).port, server };
}

async function open(upstreams: readonly Upstream[], patienceMs = 5_000): Promise<string> {
  const port = await freePort();
  const appOf = (path: string) => (path.startsWith('/api/desk') ? 'desk' : undefined);
  const door = new Door({ port, upstreams, appOf, lookEveryMs: 20, patienceMs });
  await door.open();
  closing.push(() => door.close());
  return `http://127.0.0.1:${port}`;
}

const ready = (port: number): Upstream => ({ app: 'desk', port, isReady: () => Promise.resolve(true) });
const post = (url: string, body: string) =>
  fetch(`${url}/api/desk/v1?a=b`, { method: 'POST', body }).then((answer) => answer.json());

describe('the door', () => {
  it('hands requests on as they are, to one instance after the other', async () => {
    const [one, other] = [await app('one'), await app('other')];
    const url = await open([ready(one.port), ready(other.port)]);
    const body = 'ạ'.repeat(100_000);
    const answers = [await post(url, body), await post(url, body)];
    const rest = { method: 'POST', url: '/api/desk/v1?a=b', body };
    expect(answers).toEqual(
      expect.arrayContaining([
        { name: 'one', ...rest },
        { name: 'other', ...rest },
      ]),
    );
  });

  it('sends nothing to an instance that is not ready, though it would answer', async () => {
    const [drained, other] = [await app('drained'), await app('other')];
    const url = await open([{ ...ready(drained.port), isReady: () => Promise.resolve(false) }, ready(other.port)]);
    const names = await Promise.all(Array.from({ length: 6 }, () => post(url, '')));
    expect(new Set(names.map((answer) => (answer as { name: string }).name))).toEqual(new Set(['other']));
  });

  it('lets a request wait, whole, until an instance that was refused is back', async () => {
    const port = await freePort();
    const url = await open([ready(port)]);
    const waiting = post(url, 'patience');
    await pause(100);
    await app('late', port);
    expect(await waiting).toMatchObject({ name: 'late', body: 'patience' });
  });

  it('does not send a request twice: one that was cut off is the caller’s to repeat', async () => {
    let got = 0;
    const broken = createTcpServer((socket) => socket.once('data', () => ((got += 1), socket.destroy())));
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => broken.close(resolve)));
    const url = await open([ready((broken.address() as AddressInfo).port)]);
    expect(await post(url, 'once')).toMatchObject({ code: 'door.cut-off', status: 503, retryable: true });
    expect(got).toBe(1);
  });

  it('gives up with a word, and knows no other paths', async () => {
    const url = await open([ready(await freePort())], 100);
    expect(await post(url, '')).toMatchObject({ code: 'door.nobody-ready', status: 503, retryable: true });
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });
});
