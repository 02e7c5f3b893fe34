import { text } from 'node:stream/consumers';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';

import { DemoIssuer } from '../auth/demo-issuer.js';
import { JsonLog } from '../logging/json-log.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { type RunningApp, startApp } from '../start-app.js';
import type { HttpRules } from './fastify.js';
import type { Guest } from './guest.js';

@Module({})
class EmptyModule {}

describe('the HTTP door', () => {
  let running: RunningApp;

  async function start(rules: HttpRules): Promise<void> {
    const { auth } = await DemoIssuer.inMemory();
    running = await startApp({
      kit: {
        name: 'probe',
        auth,
        eventStore: () => new MemoryEventStore(),
        sealer: () => new VaultSealer(new MemoryKeyVault()),
        log: new JsonLog({ name: 'probe', level: 'error', destination: { write: () => undefined } }),
      },
      modules: [EmptyModule],
      management: false,
      http: rules,
    });
  }

  afterEach(() => running.close());

  it('leaves a guest what it is sent, in whatever kind, and its answers as they are', async () => {
    const answer: Guest['answer'] = async (request, response) => {
      response.setHeader('x-guest', 'yes').end(`${request.method} ${request.url} ${await text(request)}`);
    };
    await start({ guest: { path: '/guest', answer } });
    const form = new URLSearchParams({ a: 'b' });
    const sent = await fetch(`${running.url}/guest/token?c=d`, { method: 'POST', body: form });
    expect([sent.headers.get('x-guest'), await sent.text()]).toEqual(['yes', 'POST /guest/token?c=d a=b']);
    // The rest of the house keeps its rules.
    expect((await fetch(`${running.url}/guests`, { method: 'POST', body: form })).status).toBe(404);
  });

  it('hangs up when a guest fails, and goes on', async () => {
    await start({ guest: { path: '/guest', answer: () => Promise.reject(new Error('no')) } });
    await expect(fetch(`${running.url}/guest/x`)).rejects.toThrow('fetch failed');
    expect((await fetch(`${running.url}/nowhere`)).status).toBe(404);
  });

  it('tells browsers to stay with TLS where people come by it, and nowhere else', async () => {
    const told = async (): Promise<string | null> =>
      (await fetch(`${running.url}/nowhere`)).headers.get('strict-transport-security');
    await start({ tls: true });
    expect(await told()).toBe('max-age=31536000');
    await running.close();
    await start({});
    expect(await told()).toBeNull();
  });
});
