import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../process-life.js';

/** SIGKILL to the postmaster of the folder alone: its processes see that and end by themselves, unless they stand still. */
export async function killPostmaster(folder: string): Promise<void> {
  const pid = await postmasterOf(folder);
  kill(pid);
  while (isAlive({ pid, began: null })) await pause(10);
}

/** SIGKILL to the postmaster of the folder and every process it started; ends when they are gone. */
export async function killServer(folder: string): Promise<void> {
  const postmaster = await postmasterOf(folder);
  const all = [postmaster, ...childrenOf(postmaster)];
  for (const pid of all) kill(pid);
  while (all.some((pid) => isAlive({ pid, began: null }))) await pause(10);
}

async function postmasterOf(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'postmaster.pid'), 'utf8'), 10);
}

function childrenOf(parent: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, of]) => of === parent).map(([pid]) => pid!);
}

/** A child may have ended meanwhile. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
