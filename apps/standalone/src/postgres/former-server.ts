import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isUnfetched } from '../process-life.js';

const lookEveryMs = 50;
const usualPatienceMs = 5_000;

/** A server ended, but processes that it started have not: a new one beside them would destroy the data. */
export class FormerServerLives extends Error {
  override readonly name = 'FormerServerLives';
  readonly code = 'former-server-lives';
}

/**
 * Makes way for a new server of the folder where the former one ended without being fetched by its parent: it still answers
 * signals, so its file would keep the new one from starting. Nothing of it may live on, because without the file
 * PostgreSQL itself has less to see that by. Where it was fetched, the file stays, and PostgreSQL looks too.
 *
 * @throws {FormerServerLives} when some of its processes are still there after `patienceMs`; the file stays
 */
export async function clearFormerServer(folder: string, patienceMs = usualPatienceMs): Promise<void> {
  const file = join(folder, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const [pid, mark] = [Number(text.split('\n')[0]), text.split('\n')[6]];
  const until = performance.now() + patienceMs;
  while ((await isAttached(mark)) ?? isUnfetched(pid)) {
    if (performance.now() > until) {
      throw new FormerServerLives(`processes of the former PostgreSQL of ${folder} have not ended yet`);
    }
    await pause(lookEveryMs);
  }
  if (isUnfetched(pid)) await rm(file, { force: true });
}

/**
 * Whether anybody is attached to the piece of shared memory that is there for this very purpose: all processes of a cluster have
 * it, and nobody else.
 *
 * @param mark the seventh line of the server's file, key and id of the piece; missing when it ended before it started any other
 * @returns undefined where the system does not tell
 */
async function isAttached(mark: string | undefined): Promise<boolean | undefined> {
  const [, id] = (mark ?? '').trim().split(/\s+/);
  if (id === undefined) return false;
  const table = await readFile('/proc/sysvipc/shm', 'utf8').catch(() => undefined);
  if (table === undefined) return undefined;
  const [head, ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const [idColumn, attachedColumn] = [head!.indexOf('shmid'), head!.indexOf('nattch')];
  return rows.some((row) => row[idColumn] === id && row[attachedColumn] !== '0');
}
