import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './process-life.js';

const main = join(import.meta.dirname, '../dist/main.js');

/** A place for one installation. */
export class Home {
  private readonly started: StandaloneProcess[] = [];

  private constructor(
    readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** @param env settings beside those that this process has */
  static async make(env: Readonly<Record<string, string>> = {}): Promise<Home> {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-standalone-'));
    await chmod(folder, 0o755); // PostgreSQL runs as somebody else where the specs run as root
    return new Home(folder, env);
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  /** The built product as it is started by `npm start`, on any free ports unless the words say otherwise. */
  start(...words: string[]): StandaloneProcess {
    const ports = ['--port', '--management', '--simulators'].filter((name) => !words.includes(name));
    const all = [...words, ...ports.flatMap((name) => [name, '0']), '--data', this.data];
    const process = new StandaloneProcess(all, this.folder, this.env);
    this.started.push(process);
    return process;
  }

  /** Those of them that run. */
  async running(): Promise<number[]> {
    return (await this.pids()).filter((pid) => isRunning(pid));
  }

  /** Process ids of PostgreSQL and of the stand-ins, as their files tell. */
  async pids(): Promise<number[]> {
    const postgres = await read(join(this.data, 'postgres', 'postmaster.pid'));
    const simulators = await read(join(this.data, 'simulators.json.pid'));
    return [
      ...(postgres === undefined ? [] : [Number(postgres.split('\n')[0])]),
      ...(simulators === undefined ? [] : [(JSON.parse(simulators) as { pid: number }).pid]),
    ];
  }

  /** Whatever a failed spec left running goes with the folder. */
  async remove(): Promise<void> {
    for (const process of this.started) process.kill();
    for (const pid of await this.running()) process.kill(pid, 'SIGKILL');
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** One run of the product. */
export class StandaloneProcess {
  readonly child: ChildProcess;
  private text = '';

  constructor(words: readonly string[], cwd: string, more: Readonly<Record<string, string>>) {
    const env = { ...process.env, ...more };
    this.child = spawn(process.execPath, [main, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => (this.text += chunk));
    }
  }

  /** Everything it said so far. */
  get output(): string {
    return this.text;
  }

  /** Waits until it says so. @throws with all it said when it ends before */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.text);
      if (found !== null) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`it ended without ${String(pattern)}:\n${this.text}`);
      await pause(50);
    }
  }

  /** @returns its exit status; null when it was killed */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const gone = once(this.child, 'close');
    if (signal !== undefined) this.child.kill(signal);
    await gone;
    return this.child.exitCode;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

/** Where a run serves, as it told the person at the terminal. */
export function addressesIn(output: string) {
  const [, url] = /pages +(\S+)/.exec(output)!;
  const [, health] = /health +(\S+)/.exec(output)!;
  const [, simulatorsUrl] = /outside systems +(\S+)\/__sim/.exec(output)!;
  return { url: url!, managementUrl: new URL(health!).origin, simulatorsUrl: simulatorsUrl! };
}

export function isRunning(pid: number): boolean {
  return isAlive({ pid, began: null });
}

function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
