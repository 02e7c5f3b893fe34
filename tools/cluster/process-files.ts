import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, recorded, type RecordedProcess } from '@motcua/standalone/parts';

const PATIENCE_MS = 15_000;

/** Remembers, for the next start, every process that this one has started: a launcher that is killed cannot end them. */
export class ProcessFiles {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  write(name: string, pid: number): void {
    writeFileSync(this.file(name), JSON.stringify(recorded(pid)));
  }

  remove(name: string): void {
    rmSync(this.file(name), { force: true });
  }

  /**
   * Ends what a killed launcher left behind. One that cannot be told for certain from another process of the same number is left
   * alone.
   * @returns their names
   */
  async endFormer(): Promise<string[]> {
    const former = this.all().filter(({ process }) => process.began !== null && isAlive(process));
    for (const { process: one } of former) signal(one, 'SIGTERM');
    for (let waited = 0; waited < PATIENCE_MS && former.some(({ process: one }) => isAlive(one)); waited += 100)
      await pause(100);
    for (const { process: one } of former) signal(one, 'SIGKILL');
    for (const { name } of this.all()) this.remove(name);
    return former.map(({ name }) => name);
  }

  private all(): { readonly name: string; readonly process: RecordedProcess }[] {
    return readdirSync(this.folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({ name: file.slice(0, -'.json'.length), process: read(join(this.folder, file)) }));
  }

  private file(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}

/** A file cut short belongs to nobody. */
function read(file: string): RecordedProcess {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RecordedProcess;
  } catch {
    return { pid: 2 ** 30, began: null };
  }
}

function signal(one: RecordedProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  if (isAlive(one)) process.kill(one.pid, name);
}
