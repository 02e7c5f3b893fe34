import { createServer, type AddressInfo } from 'node:net';

import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { sharedMigrations } from '../configured-kit.js';
import { Log, type LogFields } from '../logging/log.js';
import { type AwaitOptions, awaitMigrations } from './await-migrations.js';
import { migrate } from './migrate.js';

const CHANGED = { id: 'spec-001', sql: 'create schema spec' };

class Written extends Log {
  readonly lines: (readonly [string, LogFields | undefined])[] = [];
  override debug(): void {}
  override info(): void {}
  override error(): void {}
  override warn(event: string, fields?: LogFields): void {
    this.lines.push([event, fields]);
    announced.resolve();
  }
}

let announced = Promise.withResolvers<void>();

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('an app that may not migrate', () => {
  let port: number;
  let server: TestDatabase;
  let log: Written;

  beforeEach(async () => {
    [server, port] = [await testDatabase(), await freePort()];
    log = new Written();
    announced = Promise.withResolvers<void>();
  });
  afterEach(() => server.drop());

  const waiting = (more: Partial<AwaitOptions> = {}): Promise<void> =>
    awaitMigrations({
      url: server.appUrl,
      applicationName: 'probe',
      migrations: sharedMigrations,
      management: { port },
      log,
      everyMs: 20,
      ...more,
    });
  const health = async (what: string): Promise<[number, unknown]> => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/${what}`);
    return [answer.status, await answer.json()];
  };

  it('waits beside an empty database, is live and not ready meanwhile, and goes on when the owner has migrated', async () => {
    const done = waiting();
    await announced.promise;
    expect(await health('live')).toEqual([200, { live: true }]);
    expect(await health('ready')).toMatchObject([503, { ready: false, checks: { migrations: { ok: false } } }]);
    await migrate(server.ownerUrl, sharedMigrations);
    await done;
    expect(log.lines).toEqual([['migrations.awaited', { count: sharedMigrations.length }]]);
    await expect(health('live')).rejects.toThrow('fetch failed');
  });

  it('waits for what its own release has more, and says that the app itself is not there yet', async () => {
    await migrate(server.ownerUrl, sharedMigrations);
    const wanted = [...sharedMigrations, CHANGED];
    const done = waiting({ migrations: wanted });
    await announced.promise;
    expect(await health('ready')).toEqual([
      503,
      {
        ready: false,
        checks: {
          migrations: { ok: false, detail: '1 migrations missing, first spec-001' },
          app: { ok: false, detail: 'not started' },
        },
      },
    ]);
    await migrate(server.ownerUrl, wanted);
    await done;
  });

  it('does not wait, nor listen, when nothing is missing', async () => {
    await migrate(server.ownerUrl, sharedMigrations);
    await waiting({ management: { host: 'nowhere.invalid' } });
    expect(log.lines).toEqual([]);
  });

  it('does not wait for a login that is refused', async () => {
    const stranger = new URL(server.appUrl);
    stranger.username = 'stranger';
    await expect(waiting({ url: stranger.href })).rejects.toThrow(/stranger/);
    expect(log.lines).toEqual([]);
  });
});
