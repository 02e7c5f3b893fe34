/** Where a command speaks: results on standard output, progress and warnings on standard error. */
export interface Output {
  /** One line of the result. */
  say(line: string): void;
  /** A result for machines. */
  json(value: unknown): void;
  /** Not part of the result. */
  note(line: string): void;
}

export const terminal: Output = {
  say: (line) => void process.stdout.write(`${line}\n`),
  json: (value) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
};

/** Columns of equal width; `rows` of texts under `heads`. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
