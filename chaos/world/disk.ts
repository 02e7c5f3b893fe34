import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, closeSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A small disk of its own, which can be filled without hurting anybody. Linux, and the right to mount. */
export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static mount(megabytes: number): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=1777`, 'tmpfs', folder], { stdio: 'pipe' });
    return new SmallDisk(folder);
  }

  /** @returns why not, or undefined when it can be done here */
  static lacks(): string | undefined {
    try {
      SmallDisk.mount(1).unmount();
      return undefined;
    } catch {
      return 'no small disk can be mounted here (needs Linux and root)';
    }
  }

  /** Writes until nothing goes in any more. */
  fill(): void {
    const block = Buffer.alloc(64 * 1024, 1);
    const file = openSync(this.filler, 'w');
    try {
      for (let size = block.length; size >= 512; size = Math.floor(size / 2))
        writeUntilFull(file, block.subarray(0, size));
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  unmount(): void {
    execFileSync('umount', [this.folder], { stdio: 'pipe' });
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get filler(): string {
    mkdirSync(join(this.folder, 'filler'), { recursive: true });
    return join(this.folder, 'filler', 'bytes');
  }
}

function writeUntilFull(file: number, block: Buffer): void {
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

/** Makes `fdatasync` fail with EIO in processes and in all they start. */
export class BrokenSync {
  private readonly tracer: ReturnType<typeof spawn>;

  private constructor(tracer: ReturnType<typeof spawn>) {
    this.tracer = tracer;
  }

  static async attach(pids: readonly number[], times?: number): Promise<BrokenSync> {
    const when = times === undefined ? '' : `:when=1..${times}`;
    const rule = `inject=fdatasync:error=EIO${when}`;
    const targets = pids.flatMap((pid) => ['-p', String(pid)]);
    const tracer = spawn('strace', ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fdatasync', '-e', rule, ...targets], {
      stdio: 'ignore',
    });
    await once(tracer, 'spawn');
    await pause(500);
    return new BrokenSync(tracer);
  }

  /** @returns why not, or undefined when it can be done here */
  static lacks(): string | undefined {
    try {
      const rule = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO'];
      execFileSync('strace', [...rule, 'true'], { stdio: 'pipe' });
      return undefined;
    } catch {
      return 'strace is missing or may not trace here (install the package strace; in a container allow ptrace)';
    }
  }

  async detach(): Promise<void> {
    if (this.tracer.exitCode !== null || this.tracer.signalCode !== null) return;
    const gone = once(this.tracer, 'exit');
    this.tracer.kill('SIGINT');
    const left = await Promise.race([gone.then(() => true), pause(3_000, false)]);
    if (!left) this.tracer.kill('SIGKILL');
  }
}

/** The server's processes, the postmaster first. */
export function processesOf(dataFolder: string): number[] {
  const postmaster = Number.parseInt(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8'), 10);
  const children = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === postmaster ? [Number(name)] : [];
    } catch {
      return []; // ended between the listing and the reading
    }
  });
  return [postmaster, ...children];
}
