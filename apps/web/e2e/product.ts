import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const main = join(import.meta.dirname, '../../standalone/dist/main.js');

/** The built product in a process of its own, as `npm start -- --no-demo` starts it, on free ports and an empty folder. */
export class Product {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    /** Pages and APIs. */
    readonly url: string,
    readonly managementUrl: string,
    readonly simulatorsUrl: string,
  ) {}

  /** @param words more options of `npm start` @throws with all it said when it does not come up */
  static async start(...words: string[]): Promise<Product> {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-pages-'));
    await chmod(folder, 0o755); // PostgreSQL runs as somebody else where the specs run as root
    const ports = ['--port', '0', '--management', '0', '--simulators', '0'];
    const all = [main, '--no-demo', ...ports, '--data', join(folder, 'data'), ...words];
    const child = spawn(process.execPath, all, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    while (!/motcua command/.test(output)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended at once:\n${output}`);
      await pause(50);
    }
    const address = (pattern: RegExp): string => new URL(pattern.exec(output)![1]!).origin;
    return new Product(
      folder,
      child,
      address(/(?:APIs|pages) +(\S+)/i),
      address(/health +(\S+)/),
      address(/outside systems +(http\S+)/),
    );
  }

  /** A token of the account that stands for a role, for what a spec does beside the browser. */
  async token(wish: { role: string; unit?: string; personalId?: string; account?: string }): Promise<string> {
    const response = await fetch(`${this.managementUrl}/api/standalone/v1/tokens`, {
      method: 'POST',
      headers: { accept: 'text/plain' },
      body: JSON.stringify(wish),
    });
    return response.text();
  }

  /** What the installation is configured with, as the command line of its administrator reads it. */
  async setting(name: string): Promise<string> {
    const lines = (await readFile(join(this.folder, 'keys', 'motcua.env'), 'utf8')).split('\n');
    const found = lines.find((line) => line.startsWith(`${name}=`));
    if (found === undefined) throw new Error(`the installation has no ${name}`);
    return found.slice(name.length + 1);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'close');
      this.child.kill('SIGTERM');
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
