import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type FromKafka, KAFKA_ORDER, type KafkaOrder } from './kafka-order.ts';

const PROGRAMS = { relay: 'relay-process.ts', consumer: 'consumer-process.ts', replay: 'replay-process.ts' } as const;
const DRAINED_MS = 20_000;

/** A relay or a consumer of the topic; only processes that this run started are ever signalled. */
export class KafkaProcess {
  private readonly child: ChildProcess;
  private readonly gone: Promise<unknown>;

  private constructor(child: ChildProcess) {
    this.child = child;
    this.gone = once(child, 'exit');
  }

  /** Resolves when it works. @throws when it ends instead; the log says why */
  static async start(order: KafkaOrder, folder: string, onTrouble: (name: string) => void): Promise<KafkaProcess> {
    const logFile = join(folder, `${order.name}.log`);
    const log = openSync(logFile, 'a');
    const child = fork(join(import.meta.dirname, PROGRAMS[order.kind]), {
      env: { ...process.env, [KAFKA_ORDER]: JSON.stringify(order) },
      execArgv: ['--no-warnings'],
      stdio: ['ignore', log, log, 'ipc'],
    });
    const started = new KafkaProcess(child);
    const ready = Promise.withResolvers<boolean>();
    child.on('message', (message: FromKafka) =>
      'ready' in message ? ready.resolve(true) : onTrouble(message.trouble),
    );
    if (!(await Promise.race([ready.promise, started.gone.then(() => false)])))
      throw new Error(`${order.name} did not start: see ${logFile}`);
    return started;
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  /** Drains and ends; one that is stopped or stuck is killed. */
  async end(): Promise<void> {
    if (!this.isAlive) return;
    this.child.kill('SIGTERM');
    const drained = await Promise.race([this.gone.then(() => true), pause(DRAINED_MS, false)]);
    if (!drained) await this.kill();
  }

  /** When it has ended by itself. */
  ended(): Promise<unknown> {
    return this.gone;
  }
}
