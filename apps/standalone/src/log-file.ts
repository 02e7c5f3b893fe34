import { closeSync, openSync, writeSync } from 'node:fs';

/** JSON lines into a file, written at once, so that the last one before an end is not lost. The terminal stays for people. */
export class LogFile {
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a', 0o600);
  }

  write(line: string): void {
    writeSync(this.file, line);
  }

  close(): void {
    closeSync(this.file);
  }
}
