import { chmod, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { isAlive } from '../process-life.js';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { FormerServerLives } from './former-server.js';
import { killPostmaster, killServer } from './kill-server.fixture.js';
import { PortTaken, PostgresLost } from './postgres-watch.js';

describe('the embedded PostgreSQL', () => {
  let home: string;
  let options: { folder: string; passwordFile: string };
  const started: EmbeddedPostgres[] = [];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'standalone-'));
    await chmod(home, 0o755);
    options = { folder: join(home, 'data', 'postgres'), passwordFile: join(home, 'keys', 'postgres.json') };
  });

  afterEach(async () => {
    await started
      .at(-1)
      ?.stop()
      .catch(() => undefined);
    started.length = 0;
    await rm(home, { recursive: true, force: true });
  });

  async function start(): Promise<EmbeddedPostgres> {
    started.push(await EmbeddedPostgres.start(options));
    return started.at(-1)!;
  }

  async function ask(url: string, sql: string): Promise<unknown> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return Object.values((await client.query<object>(sql)).rows[0] ?? {})[0];
    } finally {
      await client.end();
    }
  }

  it('makes a cluster with checksums and an application role that is not its owner', async () => {
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await ask(server.appUrl, 'SHOW data_checksums')).toBe('on');
    expect(await ask(server.appUrl, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toBe(false);
  });

  it('takes over a server that a killed parent left running', async () => {
    const first = await start();
    await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
    const second = await start();
    expect(second.adopted).toBe(true);
    expect(await ask(second.ownerUrl, 'SELECT one FROM kept')).toBe(1);
  });

  it('starts again on the same data after a stop', async () => {
    const first = await start();
    await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.ownerUrl, 'SELECT one FROM kept')).toBe(1);
  });

  it('says which file is missing when the passwords are gone', async () => {
    await (await start()).stop();
    await rm(options.passwordFile);
    await expect(EmbeddedPostgres.start(options)).rejects.toThrow(/passwords are missing: .*postgres\.json/);
  });

  describe('that died', () => {
    /** Every process at once: without the others' end a new server would not start. */
    async function dead(): Promise<EmbeddedPostgres> {
      const server = await start();
      await ask(server.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
      await killServer(options.folder);
      expect(server.isAlive()).toBe(false);
      return server;
    }

    it('starts again at the same address with the same data, and is known to live', async () => {
      const server = await dead();
      await server.startAgain();
      expect([await ask(server.appUrl, 'SELECT 2'), await ask(server.ownerUrl, 'SELECT one FROM kept')]).toEqual([
        2, 1,
      ]);
      expect(server.isAlive()).toBe(true);
    });

    it('is taken over when somebody has started it meanwhile', async () => {
      const server = await dead();
      await server.startAgain();
      await server.startAgain();
      expect([server.isAlive(), await ask(server.ownerUrl, 'SELECT one FROM kept')]).toEqual([true, 1]);
    });

    it('does not start while another program has its port', async () => {
      const server = await dead();
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(server.port, '127.0.0.1', resolve));
      await expect(server.startAgain()).rejects.toThrow(PortTaken);
      await new Promise((resolve) => other.close(resolve));
      await server.startAgain();
    });

    it('cannot be had back without its folder, which is said', async () => {
      const server = await dead();
      await rename(options.folder, `${options.folder}.away`);
      await expect(server.startAgain()).rejects.toThrow(PostgresLost);
      await expect(server.startAgain()).rejects.toThrow(/postgres is gone/);
    });

    it('is not stopped once more', async () => {
      await expect((await dead()).stop()).resolves.toBeUndefined();
    });
  });

  it('does not start beside processes that outlived it, and keeps the file that guards against that', async () => {
    const server = await start();
    const client = new Client({ connectionString: server.ownerUrl });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const { pid } = rows[0]!;
    process.kill(pid, 'SIGSTOP');
    try {
      await killPostmaster(options.folder);
      expect(server.isAlive()).toBe(false);
      const guard = await readFile(join(options.folder, 'postmaster.pid'), 'utf8');
      await expect(server.startAgain()).rejects.toThrow(FormerServerLives);
      await expect(EmbeddedPostgres.start(options)).rejects.toThrow(/former PostgreSQL of .* have not ended yet/);
      expect(await readFile(join(options.folder, 'postmaster.pid'), 'utf8')).toBe(guard);
      const coming = server.startAgain();
      process.kill(pid, 'SIGCONT'); // it sees that its server is gone, and ends
      await coming;
    } finally {
      if (isAlive({ pid, began: null })) process.kill(pid, 'SIGKILL');
      await client.end().catch(() => undefined);
    }
    expect([server.isAlive(), await ask(server.ownerUrl, 'SELECT 1')]).toEqual([true, 1]);
  });
});
