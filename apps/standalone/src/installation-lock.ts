import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, recorded, type RecordedProcess } from './process-life.js';

/** Somebody works on these data already; the message names the process. */
export class DataInUse extends Error {
  override readonly name = 'DataInUse';
}

/** One standalone per data folder. A lock whose process is gone is taken over. */
export class InstallationLock {
  private constructor(private readonly file: string) {}

  /** @throws {DataInUse} */
  static async take(data: string): Promise<InstallationLock> {
    const file = join(data, 'standalone.lock');
    const mine = `${file}.${process.pid}`;
    await writeFile(mine, JSON.stringify(recorded(process.pid)));
    try {
      while (!(await placed(mine, file))) await removeDead(file, data);
    } finally {
      await rm(mine, { force: true });
    }
    return new InstallationLock(file);
  }

  async release(): Promise<void> {
    await rm(this.file, { force: true });
  }
}

/** A link is made whole or not at all, and never over another. */
async function placed(mine: string, file: string): Promise<boolean> {
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeDead(file: string, data: string): Promise<void> {
  const holder = await holderOf(file);
  if (holder === undefined) return;
  if (isAlive(holder)) throw new DataInUse(`process ${holder.pid} works on ${data} already; end it, or choose --data`);
  const aside = `${file}.dead.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  await rm(aside, { force: true });
}

/** @returns undefined when the lock is gone meanwhile; a lock cut short belongs to a dead process */
async function holderOf(file: string): Promise<RecordedProcess | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as RecordedProcess;
  } catch {
    return { pid: 2 ** 30, began: null };
  }
}
