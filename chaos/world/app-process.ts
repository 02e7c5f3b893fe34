import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type AppOrder, type FromApp, type Installation, ORDER_VARIABLE, type ToApp } from '../processes/app-order.ts';

const PROGRAM = join(import.meta.dirname, '../processes/app.ts');
const START_MS = 180_000;

/** A process of the product that this run started; only such processes are ever signalled. */
export class AppProcess {
  readonly url: string;
  private readonly management: string;
  private readonly child: ChildProcess;
  private readonly gone: Promise<unknown>;

  private constructor(child: ChildProcess, { ready, management }: { ready: string; management: string }) {
    this.child = child;
    this.url = ready;
    this.management = management;
    this.gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
  }

  /** Resolves when it serves. @throws when it ends or stays silent instead; the log says why */
  static async start(order: AppOrder, installation: Installation, folder: string): Promise<AppProcess> {
    const logFile = join(folder, `${order.name}.log`);
    const log = openSync(logFile, 'a');
    const child = fork(PROGRAM, {
      env: { ...process.env, [ORDER_VARIABLE]: JSON.stringify({ ...installation, ...order }) },
      execArgv: ['--no-warnings'],
      stdio: ['ignore', log, log, 'ipc'],
    });
    const late = new AbortController();
    const ready = once(child, 'message', { signal: late.signal }) as Promise<[FromApp]>;
    const ended = once(child, 'exit', { signal: late.signal });
    try {
      const first = await Promise.race([ready, ended, pause(START_MS, undefined, { signal: late.signal })]);
      const [message] = (first ?? []) as [FromApp?];
      if (typeof message !== 'object' || message === null || !('ready' in message))
        throw new Error(`${order.name} did not start: see ${logFile}`);
      return new AppProcess(child, message);
    } finally {
      late.abort();
      for (const waiting of [ready, ended]) waiting.catch(() => undefined);
    }
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** What an operator sees. */
  async health(): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(`${this.management}/health/ready`);
    return { status: response.status, text: await response.text() };
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Whether it stands still after SIGSTOP. */
  isStopped(): boolean {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(this.child.pid)], { encoding: 'utf8' });
    return state.startsWith('T');
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  /** Drains and ends; a process that is stopped or stuck is killed. */
  async end(): Promise<void> {
    if (!this.isAlive) return;
    this.child.kill('SIGTERM');
    const drained = await Promise.race([this.gone.then(() => true), pause(10_000, false)]);
    if (!drained) await this.kill();
  }

  /** When it has ended by itself. */
  ended(): Promise<unknown> {
    return this.gone;
  }

  setClock(instant: string): void {
    this.tell({ clock: instant });
  }

  /** @returns how many facts come back */
  async redrive(consumer: string): Promise<number> {
    const answer = once(this.child, 'message') as Promise<[FromApp]>;
    this.tell({ redrive: consumer });
    const [message] = await answer;
    return 'redriven' in message ? message.redriven : 0;
  }

  private tell(message: ToApp): void {
    this.child.send(message);
  }
}
