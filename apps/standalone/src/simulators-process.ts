import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface SimulatorsProcess {
  readonly url: string;
  stop(): Promise<void>;
}

export interface SimulatorsOptions {
  readonly port: number;
  /** Where what was accepted is kept, so that a restart of the stand-ins forgets nothing. */
  readonly file: string;
  readonly log: string;
  /** The stand-ins' time at the start; ISO 8601. */
  readonly now: string;
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
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C in a terminal goes to the whole group; the stand-ins must outlast our draining.
    detached: true,
  });
  const log = createWriteStream(options.log, { flags: 'a' });
  child.stderr.pipe(log);
  const url = await readyUrl(child);
  child.stdout.pipe(log);
  return { url, stop: () => stop(child) };
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

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
