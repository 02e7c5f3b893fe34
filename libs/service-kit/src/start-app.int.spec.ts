import { MemoryEventStore } from '@motcua/event-store/memory';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Inject, Module, type OnModuleDestroy } from '@nestjs/common';

import { DemoIssuer } from './auth/demo-issuer.js';
import { Public } from './auth/decorators.js';
import { CommandHandler } from './commands/command-handler.js';
import { sharedMigrations } from './configured-kit.js';
import { Database } from './database/database.js';
import type { KitOptions } from './kit-options.js';
import { Log } from './logging/log.js';
import { MemoryKeyVault } from './sealing/memory-key-vault.js';
import { Sealer } from './sealing/sealer.js';
import { VaultSealer } from './sealing/vault-sealer.js';
import { type RunningApp, startApp } from './start-app.js';

class SilentLog extends Log {
  override debug(): void {}
  override info(): void {}
  override warn(): void {}
  override error(): void {}
}

/** What happened, in order. */
const journal: string[] = [];
const gate = { open: Promise.withResolvers<void>(), entered: Promise.withResolvers<void>() };

@Controller('api/slow/v1')
class SlowController implements OnModuleDestroy {
  @Get()
  @Public()
  async wait(): Promise<object> {
    gate.entered.resolve();
    await gate.open.promise;
    journal.push('answered');
    return { done: true };
  }

  onModuleDestroy(): void {
    journal.push('module destroyed');
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

class JournalStore extends MemoryEventStore {
  override async close(): Promise<void> {
    journal.push('store closed');
    await super.close();
  }
}

@Controller('api/needy/v1')
class NeedyController {
  constructor(@Inject(CommandHandler) readonly commands: CommandHandler) {}
}

@Module({ controllers: [NeedyController] })
class NeedyModule {}

@Controller('api/lost/v1')
class LostController {
  constructor(@Inject(Database) readonly database: Database) {}
}

@Module({ controllers: [LostController] })
class LostModule {}

describe('an app', () => {
  let running: RunningApp | undefined;
  let server: TestDatabase | undefined;

  afterEach(async () => {
    gate.open.resolve();
    await running?.close();
    await server?.drop();
    [running, server] = [undefined, undefined];
    journal.length = 0;
  });

  async function kit(more: Partial<KitOptions> = {}): Promise<KitOptions> {
    return {
      name: 'probe',
      auth: (await DemoIssuer.inMemory()).auth,
      log: new SilentLog(),
      eventStore: () => new JournalStore(),
      sealer: () => new VaultSealer(new MemoryKeyVault()),
      ...more,
    };
  }

  it('answers what it has begun before it goes, and closes its parts last', async () => {
    running = await startApp({ kit: await kit(), modules: [SlowModule] });
    const answer = fetch(`${running.url}/api/slow/v1`);
    await gate.entered.promise;
    const closed = running.close();
    const ready = await fetch(`${running.managementUrl!}/health/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { ready: false, checks: { draining: { ok: false } } },
    ]);
    await expect(fetch(`${running.url}/api/slow/v1`)).rejects.toThrow('fetch failed');
    gate.open.resolve();
    expect(await (await answer).json()).toEqual({ done: true });
    await closed;
    await expect(fetch(`${running.managementUrl!}/health/live`)).rejects.toThrow('fetch failed');
    expect(journal).toEqual(['answered', 'module destroyed', 'store closed']);
  });

  it('serves on for a while after readiness has gone, and then no more', async () => {
    gate.open.resolve();
    running = await startApp({ kit: await kit(), modules: [SlowModule], drainMs: 3_000 });
    const closed = running.close();
    expect((await fetch(`${running.managementUrl!}/health/ready`)).status).toBe(503);
    const answer = await fetch(`${running.url}/api/slow/v1`);
    expect(await answer.json()).toEqual({ done: true });
    expect(journal).toEqual(['answered']);
    await closed;
    await expect(fetch(`${running.url}/api/slow/v1`)).rejects.toThrow('fetch failed');
    expect(journal).toEqual(['answered', 'module destroyed', 'store closed']);
  });

  it('gives its modules what they need', async () => {
    running = await startApp({ kit: await kit(), modules: [NeedyModule], management: false });
    expect(running.app.get(NeedyController).commands).toBeInstanceOf(CommandHandler);
    expect(running.managementUrl).toBeUndefined();
  });

  it('does not start without a part that a module needs, and closes those it has', async () => {
    await expect(startApp({ kit: await kit(), modules: [LostModule] })).rejects.toThrow(/Database/);
    expect(journal).toEqual(['store closed']);
  });

  it('closes the parts it made when a later one fails', async () => {
    const sealer = (): Sealer => {
      throw new Error('no key file');
    };
    await expect(startApp({ kit: await kit({ sealer }), modules: [] })).rejects.toThrow('no key file');
    expect(journal).toEqual(['store closed']);
  });

  it('is not ready while migrations are missing, and is when it may apply them itself', async () => {
    server = await testDatabase();
    const { appUrl, ownerUrl } = server;
    const parts = await kit({
      database: () => new Database({ url: appUrl, applicationName: 'probe' }),
      eventStore: () => new PostgresEventStore({ url: appUrl }),
    });
    running = await startApp({ kit: parts, modules: [], migrations: sharedMigrations });
    const early = (await (await fetch(`${running.managementUrl!}/health/ready`)).json()) as object;
    expect(early).toMatchObject({ ready: false, checks: { migrations: { ok: false }, store: { ok: false } } });
    await running.close();
    running = await startApp({ kit: parts, modules: [], migrations: sharedMigrations, ownerUrl });
    const ready = (await (await fetch(`${running.managementUrl!}/health/ready`)).json()) as object;
    expect(ready).toEqual({
      ready: true,
      checks: { keys: { ok: true }, migrations: { ok: true }, store: { ok: true } },
    });
  });
});
