import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { tryPort } from '../ports.js';
import { isAlive } from '../process-life.js';
import { type Binaries, checkExecutable, findBinaries, give, serverAccount, type ServerAccount } from './binaries.js';
import { PortTaken, PostgresLost, type WatchedServer } from './postgres-watch.js';
import { type RunningServer, ServerProcess } from './server-process.js';

const run = promisify(execFile);
const owner = 'motcua_owner';
const database = 'motcua';

export interface EmbeddedPostgresOptions {
  /** The cluster's folder; made when missing. */
  readonly folder: string;
  /** Where the generated passwords are kept; outside the data folder. */
  readonly passwordFile: string;
  /** Default: enough for all apps in one process. */
  readonly maxConnections?: number;
}

interface Passwords {
  readonly owner: string;
  readonly app: string;
}

/**
 * PostgreSQL on loopback with checksums, in a folder. It outlives a killed parent; the next start takes it over as it runs.
 */
export class EmbeddedPostgres implements WatchedServer {
  private constructor(
    private readonly server: ServerProcess,
    private current: RunningServer,
    /** True when the server was found running. */
    readonly adopted: boolean,
    readonly ownerUrl: string,
    readonly appUrl: string,
  ) {}

  /** @throws when the server cannot be made or started; the message says what to do */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const binaries = await findBinaries();
    await checkExecutable(binaries);
    const account = await serverAccount(binaries);
    const server = new ServerProcess(binaries, account, options.folder, options.maxConnections);
    const isNew = !server.hasCluster;
    const passwords = isNew ? await makePasswords(options.passwordFile) : await readPasswords(options.passwordFile);
    if (isNew) await initialise(binaries, account, options.folder, passwords.owner);
    const found = await server.running();
    if (found === undefined) await server.emptyLog();
    const current = found ?? (await server.launch(await tryPort(0)));
    const url = (user: string, password: string) =>
      `postgres://${user}:${password}@127.0.0.1:${current.port}/${database}`;
    const urls = { owner: url(owner, passwords.owner), app: url('motcua', passwords.app) };
    await makeDatabase(urls.owner, passwords.app);
    return new EmbeddedPostgres(server, current, found !== undefined, urls.owner, urls.app);
  }

  get port(): number {
    return this.current.port;
  }

  isAlive(): boolean {
    return isAlive(this.current.process);
  }

  /** On the same folder and port; one that somebody has started there meanwhile is taken over. */
  async startAgain(): Promise<void> {
    const { port, server } = this;
    if (!server.hasCluster) {
      throw new PostgresLost(
        'data-folder-gone',
        `the database folder ${server.folder} is gone; put it back and start again`,
      );
    }
    const found = await server.running();
    if (found !== undefined && found.port !== port) {
      throw new PostgresLost('other-server', `another PostgreSQL of ${server.folder} runs on port ${found.port}`);
    }
    if (found === undefined) await checkFree(port);
    this.current = found ?? (await server.launch(port));
    await ping(this.ownerUrl);
  }

  /** Waits for running statements, then ends the server. */
  stop(): Promise<void> {
    return this.server.stop();
  }
}

/** Before the start, because the server's own complaint stands only in its log. @throws {PortTaken} */
async function checkFree(port: number): Promise<void> {
  await tryPort(port).catch(() => {
    throw new PortTaken(`port ${port} of PostgreSQL is in use by another program`);
  });
}

async function ping(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a connection that breaks fails the query, too
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function makePasswords(file: string): Promise<Passwords> {
  const passwords = { owner: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(passwords), { mode: 0o600 });
  return passwords;
}

async function readPasswords(file: string): Promise<Passwords> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`there is a database but its passwords are missing: ${file}`);
  });
  return JSON.parse(text) as Passwords;
}

/** Made beside its place and moved there when it is whole, so a crash in the middle leaves nothing that looks like a cluster. */
async function initialise(binaries: Binaries, account: ServerAccount, folder: string, password: string): Promise<void> {
  const fresh = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  for (const path of [fresh, passwordFile]) await give(path, account);
  const words = [`--pgdata=${fresh}`, `--username=${owner}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  try {
    await run(binaries.initdb, [...words, '--encoding=UTF8', '--locale=C', '--data-checksums'], account);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(fresh, folder);
}

async function makeDatabase(ownerUrl: string, appPassword: string): Promise<void> {
  const admin = new Client({ connectionString: ownerUrl.replace(/\/[^/]*$/, '/postgres') });
  await admin.connect();
  try {
    const roles = await admin.query("SELECT 1 FROM pg_roles WHERE rolname = 'motcua'");
    if (roles.rowCount === 0) {
      await admin.query('CREATE ROLE motcua_app NOLOGIN');
      await admin.query(`CREATE ROLE motcua LOGIN PASSWORD ${admin.escapeLiteral(appPassword)} IN ROLE motcua_app`);
    }
    const databases = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (databases.rowCount === 0) await admin.query(`CREATE DATABASE ${database}`);
  } finally {
    await admin.end();
  }
}
