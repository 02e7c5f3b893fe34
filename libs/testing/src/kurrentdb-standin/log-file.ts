import { mkdir, open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** One line per transaction in `<folder>/log.jsonl`; a line without its end was never acknowledged, and is cut off. */
export class LogFile {
  private constructor(private readonly file: FileHandle) {}

  static async open(folder: string): Promise<{ file: LogFile; lines: string[] }> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'log.jsonl');
    const file = await open(path, 'a');
    const text = await readFile(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    await truncate(path, Buffer.byteLength(whole));
    return { file: new LogFile(file), lines: whole.split('\n').filter((line) => line !== '') };
  }

  /** Resolves when the lines are on the disk. */
  async append(lines: readonly string[]): Promise<void> {
    await this.file.appendFile(lines.map((line) => `${line}\n`).join(''));
    await this.file.datasync();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
