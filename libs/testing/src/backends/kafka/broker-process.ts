import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where one broker of a cluster listens and keeps its data. */
export interface BrokerPlan {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  /** Folder of the whole cluster; the broker keeps `<id>.*` in it. */
  readonly dir: string;
  readonly classPath: string;
  readonly properties: Readonly<Record<string, string>>;
}

const HEAP = ['-Xmx400m', '-XX:+UseSerialGC'];

/** One JVM with broker and controller; it may be killed and started again on the same data and port. */
export class BrokerProcess {
  private child: ChildProcess | undefined;
  private readonly file: string;
  readonly plan: BrokerPlan;

  constructor(plan: BrokerPlan) {
    this.plan = plan; // Jest's set-up is run by Node itself, which only strips types
    this.file = join(plan.dir, `${plan.id}.properties`);
  }

  /** Data that are there already stay as they are. */
  format(clusterId: string): void {
    const lines = Object.entries(this.plan.properties).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(this.file, lines.join(''));
    if (existsSync(join(this.plan.dir, String(this.plan.id), 'meta.properties'))) return;
    const formatted = ['kafka.tools.StorageTool', 'org.apache.kafka.tools.StorageTool'].map(
      (tool) => () =>
        spawnSync('java', ['-cp', this.plan.classPath, tool, 'format', '-t', clusterId, '-c', this.file], {
          encoding: 'utf8',
        }),
    );
    const first = formatted[0]!();
    const done = first.status === 0 ? first : formatted[1]!();
    if (done.status !== 0) throw new Error(`Kafka's storage could not be formatted: ${first.stderr || first.stdout}`);
  }

  start(): void {
    if (this.isRunning()) return;
    const { classPath, dir, id } = this.plan;
    const log = openSync(join(dir, `${id}.out`), 'a');
    // its own process group: a Ctrl-C at the terminal is for the run, which ends its brokers itself
    const args = [...HEAP, '-cp', classPath, 'kafka.Kafka', this.file];
    this.child = spawn('java', args, { stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    this.child.unref();
    if (this.child.pid !== undefined) writeFileSync(join(dir, `${id}.pid`), `${this.child.pid}\n`);
  }

  isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Sends the signal; with `SIGKILL` and `SIGTERM` it resolves when the process is gone. */
  async signal(name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const { child } = this;
    if (child === undefined || !this.isRunning()) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(name);
    if (name === 'SIGKILL' || name === 'SIGTERM') await gone;
  }

  /** The end of what it printed, for an error text. */
  output(): string {
    return readFileSync(join(this.plan.dir, `${this.plan.id}.out`), 'utf8').slice(-2_000);
  }
}
