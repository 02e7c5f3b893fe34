import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

type Line = [collection: string, id: string, value: unknown];

/** A named table of the store. Values are replaced as a whole; `put` is the only way to change what is kept. */
export interface Collection<T> {
  get(id: string): T | undefined;
  put(id: string, value: T): void;
  entries(): [string, T][];
  readonly size: number;
}

/**
 * Everything the simulators remember. With a file every change is one appended line, written before the answer goes out,
 * so that a killed process comes back with all it had accepted. Nothing personal may be put here: the file stays readable.
 */
export class Store {
  private readonly tables = new Map<string, Map<string, unknown>>();

  constructor(private readonly file: string | null) {
    if (file === null) return;
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) this.load(file);
    this.compact(file);
  }

  collection<T>(name: string): Collection<T> {
    const table = (): Map<string, T> => this.table(name) as Map<string, T>;
    return {
      get: (id) => table().get(id),
      put: (id, value) => this.put(name, id, value),
      entries: () => [...table().entries()],
      get size() {
        return table().size;
      },
    };
  }

  /** Forgets everything, in memory and in the file. */
  clear(): void {
    this.tables.clear();
    if (this.file !== null) this.compact(this.file);
  }

  private put(collection: string, id: string, value: unknown): void {
    this.table(collection).set(id, value);
    if (this.file !== null) appendFileSync(this.file, print([collection, id, value]));
  }

  private table(name: string): Map<string, unknown> {
    const known = this.tables.get(name) ?? new Map<string, unknown>();
    this.tables.set(name, known);
    return known;
  }

  private load(file: string): void {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const read = parse(line);
      if (read !== null) this.table(read[0]).set(read[1], read[2]);
    }
  }

  private compact(file: string): void {
    const lines = [...this.tables].flatMap(([name, table]) =>
      [...table].map(([id, value]) => print([name, id, value])),
    );
    writeFileSync(`${file}.new`, lines.join(''));
    renameSync(`${file}.new`, file);
  }
}

function print(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

/** A line cut short by a kill is the last one and was never answered, so it is left out. */
function parse(line: string): Line | null {
  try {
    return line === '' ? null : (JSON.parse(line) as Line);
  } catch {
    return null;
  }
}
