/** One line of the table. Rates are per second; `ratio` is ours over theirs. */
export interface BenchRow {
  readonly work: string;
  /** e.g. `events/s`, `ms` */
  readonly unit: string;
  readonly ours: number;
  readonly against: string;
  /** Measured in the same run; null when the goal is a figure of its own. */
  readonly theirs: number | null;
  readonly ratio: number | null;
  readonly goal: string;
  readonly reached: boolean;
  /** What else was measured, e.g. p50 and p99. */
  readonly more?: Readonly<Record<string, number>>;
  /** What was wrong with the work itself, e.g. `2 gaps`; a fast answer that is wrong is worth nothing. */
  readonly faults?: readonly string[];
}

/** A figure that is to be at least so many times the other one. */
export function atLeast(
  goal: number,
  row: Pick<BenchRow, 'work' | 'unit' | 'against' | 'more' | 'faults'> & { ours: number; theirs: number },
): BenchRow {
  const ratio = row.ours / row.theirs;
  return { ...row, ratio, goal: `>= ${goal}x`, reached: ratio >= goal };
}

/** A cost that is to be at most so many times the other one. */
export function atMost(
  goal: number,
  row: Pick<BenchRow, 'work' | 'unit' | 'against' | 'more' | 'faults'> & { ours: number; theirs: number },
): BenchRow {
  const ratio = row.ours / row.theirs;
  return { ...row, ratio, goal: `<= ${goal}x`, reached: ratio <= goal };
}

/** A figure that is to stay below a limit. */
export function below(
  limit: number,
  row: Pick<BenchRow, 'work' | 'unit' | 'ours' | 'against' | 'more' | 'faults'> & { theirs?: number },
): BenchRow {
  const { theirs = null } = row;
  const ratio = theirs === null ? null : row.ours / theirs;
  return { ...row, theirs, ratio, goal: `< ${limit} ${row.unit}`, reached: row.ours < limit };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param share 0..1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** Every contestant once per round, so that a slow minute of the machine hits all; answers the rates of each. */
export async function inTurns(
  rounds: number,
  contestants: readonly (() => Promise<number>)[],
): Promise<{ readonly rates: number[][]; readonly medians: number[] }> {
  const rates: number[][] = contestants.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, contestant] of contestants.entries()) rates[index]!.push(await contestant());
  return { rates, medians: rates.map(median) };
}

/** `count` callers, each with the next call as soon as the one before is answered, until `next` has nothing more to call. */
export async function crowd(count: number, next: () => (() => Promise<unknown>) | undefined): Promise<void> {
  const one = async (): Promise<void> => {
    for (let call = next(); call !== undefined; call = next()) await call();
  };
  await Promise.all(Array.from({ length: count }, one));
}

/** The same for so many milliseconds; answers calls per second. */
export async function crowdFor(ms: number, count: number, call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let done = 0;
  await crowd(count, () =>
    performance.now() - start > ms
      ? undefined
      : async () => {
          await call();
          done += 1;
        },
  );
  return (done * 1_000) / (performance.now() - start);
}
