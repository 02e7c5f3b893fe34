import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type Binaries, checkExecutable, findBinaries, serverAccount, type ServerAccount } from './binaries.js';

const run = promisify(execFile);
const owner = 'motcua_owner';
const database = 'motcua';
const startSeconds = 60;

export interface EmbeddedPostgresOptions {
  /** The cluster's folder; made when missing. */
  readonly folder: string;
  /** Where the generated passwords are kept; outside the data folder. */
  readonly passwordFile: string;
}

interface Passwords {
  readonly owner: string;
  readonly app: string;
}

/**
 * PostgreSQL on loopback with checksums, in a folder. It outlives a killed parent; the next start takes it over as it runs.
 */
export class EmbeddedPostgres {
  private constructor(
    private readonly pgCtl: (words: readonly string[]) => Promise<unknown>,
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
    const isNew = !existsSync(join(options.folder, 'PG_VERSION'));
    const passwords = isNew ? await makePasswords(options.passwordFile) : await readPasswords(options.passwordFile);
    if (isNew) await initialise(binaries, account, options.folder, passwords.owner);
    const running = await runningPort(binaries, account, options.folder);
    const port = running ?? (await launch(binaries, account, options.folder));
    const url = (user: string, password: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
    const urls = { owner: url(owner, passwords.owner), app: url('motcua', passwords.app) };
    await makeDatabase(urls.owner, passwords.app);
    const pgCtl = (words: readonly string[]) => run(binaries.pg_ctl, [...words, '-D', options.folder], account);
    return new EmbeddedPostgres(pgCtl, running !== undefined, urls.owner, urls.app);
  }

  /** Waits for running statements, then ends the server. */
  async stop(): Promise<void> {
    await this.pgCtl(['stop', '-m', 'fast', '-t', String(startSeconds), '-s']);
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

async function give(path: string, { uid, gid }: ServerAccount): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

/** @returns undefined when no server of this folder runs */
async function runningPort(binaries: Binaries, account: ServerAccount, folder: string): Promise<number | undefined> {
  const running = await run(binaries.pg_ctl, ['status', '-D', folder], account).then(
    () => true,
    () => false,
  );
  if (!running) return undefined;
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
  return Number(lines[3]);
}

async function launch(binaries: Binaries, account: ServerAccount, folder: string): Promise<number> {
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=120'];
  const log = join(folder, 'server.log');
  await writeFile(log, '');
  await give(log, account);
  await chmod(log, 0o600);
  const words = ['start', '-D', folder, '-l', log, '-w', '-t', String(startSeconds), '-s'];
  await run(binaries.pg_ctl, [...words, '-o', settings.map((setting) => `-c ${setting}`).join(' ')], account).catch(
    async () => {
      const last = (await readFile(log, 'utf8')).trim().split('\n').slice(-3).join(' | ');
      throw new Error(`PostgreSQL did not start in ${folder}: ${last}`);
    },
  );
  return port;
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

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
