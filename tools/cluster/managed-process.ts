import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { productFolder } from '@motcua/standalone/parts';
import type { ProcessFiles } from './process-files.ts';

export interface ProcessPlan {
  readonly name: string;
  /** Words for Node: flags, the program, its arguments. */
  readonly words: readonly string[];
  /** All it gets of `MOTCUA_...`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whether it may get work. */
  readonly isReady: () => Promise<boolean>;
}

export interface Surroundings {
  readonly logs: string;
  readonly files: ProcessFiles;
  /** Told what went wrong, for people. */
  readonly warn: (words: string) => void;
}

/** All of them start at once, perhaps on two cores that others use, too. */
const READY_WITHIN_MS = 180_000;
const DRAINED_WITHIN_MS = 45_000;
const LOOK_EVERY_MS = 100;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** A process that is started again whenever it ends without being asked to, as an orchestrator would. */
export class ManagedProcess {
  /** How often it ended by itself, or by somebody's kill. */
  crashes = 0;
  private child: ChildProcess | undefined;
  private isWanted = false;
  private crashesInARow = 0;
  private logBegan = 0;
  private readonly plan: ProcessPlan;
  private readonly around: Surroundings;

  constructor(plan: ProcessPlan, around: Surroundings) {
    this.plan = plan;
    this.around = around;
  }

  get name(): string {
    return this.plan.name;
  }

  get pid(): number | undefined {
    return this.isRunning ? this.child?.pid : undefined;
  }

  get logFile(): string {
    return join(this.around.logs, `${this.name}.log`);
  }

  /** @returns when it is ready @throws with the last words of its log when it ends before */
  async start(): Promise<void> {
    this.isWanted = true;
    const crashes = this.crashes;
    this.launch();
    const until = performance.now() + READY_WITHIN_MS;
    while (!(await this.plan.isReady())) {
      if (this.crashes > crashes) throw new Error(`${this.name} did not start: ${this.lastWords()}`);
      if (performance.now() > until) throw new Error(`${this.name} was not ready in time; see ${this.logFile}`);
      await pause(LOOK_EVERY_MS);
    }
    this.crashesInARow = 0;
  }

  /** Resolves when it is ready, however often it must be started again for that. */
  async ready(withinMs = READY_WITHIN_MS): Promise<void> {
    const until = performance.now() + withinMs;
    while (!this.isRunning || !(await this.plan.isReady())) {
      if (performance.now() > until) throw new Error(`${this.name} was not ready in time; see ${this.logFile}`);
      await pause(LOOK_EVERY_MS);
    }
    this.crashesInARow = 0;
  }

  /** kill -9; resolves when it is gone. It is started again by itself. */
  async kill(): Promise<void> {
    await this.signalled('SIGKILL');
  }

  /** Drains, ends, starts anew; resolves when it is ready. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Drains and ends; one that does not is killed. */
  async stop(): Promise<void> {
    this.isWanted = false;
    const late = setTimeout(() => {
      this.around.warn(`${this.name} did not end on SIGTERM and is killed`);
      this.child?.kill('SIGKILL');
    }, DRAINED_WITHIN_MS);
    await this.signalled('SIGTERM');
    clearTimeout(late);
  }

  private get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private async signalled(name: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === undefined || !this.isRunning) return;
    const gone = once(child, 'exit');
    child.kill(name);
    await gone;
  }

  private launch(): void {
    if (!this.isWanted) return;
    const log = openSync(this.logFile, 'a', 0o600);
    this.logBegan = statSync(this.logFile).size;
    const child = spawn(process.execPath, this.plan.words, {
      cwd: productFolder,
      env: { ...foreignEnvironment(), ...this.plan.settings },
      stdio: ['ignore', log, log],
      // Ctrl-C in a terminal goes to the whole group; these are ended by us, in order.
      detached: true,
    });
    closeSync(log);
    this.child = child;
    this.around.files.write(this.name, child.pid!);
    child.once('exit', (code, signal) => this.ended(code, signal));
  }

  private ended(code: number | null, signal: NodeJS.Signals | null): void {
    this.around.files.remove(this.name);
    if (!this.isWanted) return;
    this.crashes += 1;
    this.around.warn(`${this.name} ended with ${code ?? signal}; it is started again`);
    const wait = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.crashesInARow, 10));
    this.crashesInARow += 1;
    setTimeout(() => this.launch(), wait);
  }

  private lastWords(): string {
    const words = readFileSync(this.logFile).subarray(this.logBegan).toString('utf8').trim();
    return words === '' ? `it said nothing in ${this.logFile}` : words.slice(-1_000);
  }
}

/** What every process may see of ours; settings of the product come from the plan alone. */
function foreignEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MOTCUA_')));
}

/** Asks an address for readiness. */
export async function answersReady(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}
