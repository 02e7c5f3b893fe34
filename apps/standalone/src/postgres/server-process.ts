import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive, type RecordedProcess, recorded } from '../process-life.js';
import { type Binaries, give, type ServerAccount } from './binaries.js';
import { clearFormerServer } from './former-server.js';

const run = promisify(execFile);
const patienceSeconds = 60;

export interface RunningServer {
  readonly port: number;
  readonly process: RecordedProcess;
}

/** The server of one cluster folder. It is nobody's child, so that it outlives us; it is known by the file it leaves there. */
export class ServerProcess {
  readonly logFile: string;

  constructor(
    private readonly binaries: Binaries,
    private readonly account: ServerAccount,
    readonly folder: string,
    private readonly maxConnections = 120,
  ) {
    this.logFile = join(folder, 'server.log');
  }

  /** False when the folder holds no cluster: not yet, or not any more. */
  get hasCluster(): boolean {
    return existsSync(join(this.folder, 'PG_VERSION'));
  }

  /** @returns undefined when no server of this folder runs */
  async running(): Promise<RunningServer | undefined> {
    try {
      await this.pgCtl(['status']);
      const lines = (await readFile(join(this.folder, 'postmaster.pid'), 'utf8')).split('\n');
      const process = recorded(Number(lines[0]));
      return isAlive(process) ? { port: Number(lines[3]), process } : undefined; // pg_ctl takes an unfetched one for alive
    } catch {
      return undefined;
    }
  }

  /** A log of its own for what is about to begin; later starts are added to it. */
  async emptyLog(): Promise<void> {
    await writeFile(this.logFile, '');
    await give(this.logFile, this.account);
    await chmod(this.logFile, 0o600);
  }

  /**
   * For a folder without a running server. Waits until it takes connections, recovery included.
   * @throws {FormerServerLives} @throws with the last words of its log
   */
  async launch(port: number): Promise<RunningServer> {
    await clearFormerServer(this.folder);
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      `max_connections=${this.maxConnections}`,
    ];
    const words = ['start', '-l', this.logFile, '-w', '-t', String(patienceSeconds), '-s'];
    await this.pgCtl([...words, '-o', settings.map((setting) => `-c ${setting}`).join(' ')]).catch(async () => {
      throw new Error(`PostgreSQL did not start in ${this.folder}: ${await this.lastWords()}`);
    });
    const server = await this.running();
    if (server === undefined) throw new Error(`PostgreSQL in ${this.folder} ended at once: ${await this.lastWords()}`);
    return server;
  }

  /** Waits for running statements, then ends it; one that has ended already is fine. */
  async stop(): Promise<void> {
    if ((await this.running()) === undefined) return;
    await this.pgCtl(['stop', '-m', 'fast', '-t', String(patienceSeconds), '-s']);
  }

  private async lastWords(): Promise<string> {
    const text = await readFile(this.logFile, 'utf8').catch(() => '');
    return text.trim().split('\n').slice(-3).join(' | ');
  }

  private pgCtl(words: readonly string[]): Promise<unknown> {
    return run(this.binaries.pg_ctl, [...words, '-D', this.folder], this.account);
  }
}
