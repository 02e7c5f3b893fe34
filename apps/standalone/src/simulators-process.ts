import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive, recorded, type RecordedProcess } from './process-life.js';

export interface SimulatorsProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface SimulatorsOptions {
  readonly port: number;
  /** Where what was accepted is kept, so that a restart of the stand-ins forgets nothing. */
  readonly file: string;
  readonly log: string;
  /** Their time at the very first start, ISO 8601; later they go on from where they were. */
  readonly now: string;
  /** Pace of that time: 0 stands still, 1 real time. */
  readonly rate: number;
}

const readyWithinMs = 30_000;

/** Starts the stand-ins of the outside systems as a process of their own. @throws when they do not get ready */
export async function startSimulators(options: SimulatorsOptions): Promise<SimulatorsProcess> {
  const main = fileURLToPath(new URL('../../simulators/dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      MOTCUA_SIMULATORS_PORT: String(options.port),
      MOTCUA_SIMULATORS_FILE: options.file,
      MOTCUA_SIMULATORS_NOW: options.now,
      MOTCUA_SIMULATORS_RATE: String(options.rate),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C in a terminal goes to the whole group; the stand-ins must outlast our draining.
    detached: true,
  });
  const log = createWriteStream(options.log, { flags: 'a' });
  child.stderr.pipe(log);
  const url = await readyUrl(child);
  child.stdout.pipe(log);
  const pid = child.pid!;
  await writeFile(pidFile(options.file), JSON.stringify({ ...recorded(pid), url } satisfies Recorded));
  return { url, pid, stop: () => stop(child, options.file) };
}

interface Recorded extends RecordedProcess {
  readonly url: string;
}

/** Ends the stand-ins that a killed parent left behind: they keep all they accepted in their file. */
export async function endOrphanedSimulators(file: string): Promise<void> {
  const orphan = orphanOf(file);
  if (orphan !== undefined && isAlive(orphan) && (await answers(orphan.url))) {
    process.kill(orphan.pid, 'SIGTERM');
    for (let waited = 0; isAlive(orphan) && waited < 5_000; waited += 50) await pause(50);
    if (isAlive(orphan)) process.kill(orphan.pid, 'SIGKILL');
  }
  await rm(pidFile(file), { force: true });
}

function orphanOf(file: string): Recorded | undefined {
  try {
    return JSON.parse(readFileSync(pidFile(file), 'utf8')) as Recorded;
  } catch {
    return undefined;
  }
}

/** A process id may belong to somebody else by now; the stand-ins themselves answer at their address. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/__sim/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

function pidFile(file: string): string {
  return `${file}.pid`;
}

async function readyUrl(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  const timeout = AbortSignal.timeout(readyWithinMs);
  const ended = once(child, 'exit', { signal: timeout }).then(([code]) => {
    throw new Error(`the simulators ended with ${code} before they were ready`);
  });
  const ready = once(lines, 'line', { signal: timeout }).then(
    ([line]) => (JSON.parse(String(line)) as { url: string }).url,
  );
  try {
    return await Promise.race([ready, ended]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    ended.catch(() => undefined);
    lines.close();
  }
}

async function stop(child: ChildProcess, file: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
  await rm(pidFile(file), { force: true });
}
