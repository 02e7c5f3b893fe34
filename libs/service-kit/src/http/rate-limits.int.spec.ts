import { MemoryEventStore } from '@motcua/event-store/memory';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';

import { Public } from '../auth/decorators.js';
import { DemoIssuer } from '../auth/demo-issuer.js';
import { JsonLog } from '../logging/json-log.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { type RunningApp, startApp } from '../start-app.js';
import type { HttpRules } from './fastify.js';
import { Limited } from './rate-limits.js';

@Controller('api/probe/v1')
@Public()
class ProbeController {
  @Get('tracked')
  @Limited('tracking')
  tracked(): object {
    return {};
  }

  @Get('listed')
  @Limited('public')
  listed(): object {
    return {};
  }

  @Get('free')
  free(): object {
    return {};
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

describe('the limit of requests', () => {
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
      modules: [ProbeModule],
      management: false,
      http: rules,
    });
  }

  afterEach(() => running.close());

  async function statuses(path: string, times: number, from?: string): Promise<number[]> {
    const headers = from === undefined ? {} : { 'x-forwarded-for': from };
    const found: number[] = [];
    for (let n = 0; n < times; n += 1)
      found.push((await fetch(`${running.url}/api/probe/v1/${path}`, { headers })).status);
    return found;
  }

  it('is for each endpoint of its kind, answers with a problem that says when to come back, and spares others', async () => {
    await start({ rateLimits: { tracking: 2, public: 3 } });
    expect(await statuses('tracked', 3)).toEqual([200, 200, 429]);
    expect(await statuses('listed', 4)).toEqual([200, 200, 200, 429]);
    expect(await statuses('free', 5)).toEqual([200, 200, 200, 200, 200]);
    const refused = await fetch(`${running.url}/api/probe/v1/tracked`);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'request.too-many', retryable: true });
  });

  it('is thirty a minute for tracking where nothing else was said', async () => {
    await start({});
    expect((await statuses('tracked', 31)).slice(29)).toEqual([200, 429]);
  });

  it('believes nobody who says for whom he asks', async () => {
    await start({ rateLimits: { tracking: 1 } });
    expect([
      ...(await statuses('tracked', 1, '203.0.113.1')),
      ...(await statuses('tracked', 1, '203.0.113.2')),
    ]).toEqual([200, 429]);
  });

  it('is by client behind a proxy that is trusted, and by the network of 64 bits for IPv6', async () => {
    await start({ rateLimits: { tracking: 1 }, trustedProxies: ['127.0.0.0/8'] });
    const clients = ['203.0.113.1', '203.0.113.2', '2001:db8::1', '2001:db8::2', '2001:db8:0:1::1'];
    const found = [];
    for (const client of clients) found.push(...(await statuses('tracked', 1, client)));
    expect(found).toEqual([200, 200, 200, 429, 200]);
    // What a client says himself stands further left and is not believed.
    expect(await statuses('tracked', 1, '198.51.100.1, 203.0.113.1')).toEqual([429]);
  });
});
