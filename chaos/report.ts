import type { RedRun } from './experiment.ts';
import type { Finding } from './audit/verdict.ts';

export interface Outcome {
  readonly id: number;
  readonly title: string;
  readonly red: RedRun | undefined;
  /** `CAUGHT` and `NOT CAUGHT` are results of red runs; `BROKEN` = the experiment itself did not come to its end. */
  readonly result: 'PASS' | 'VIOLATED' | 'CAUGHT' | 'NOT CAUGHT' | 'SKIPPED' | 'BROKEN';
  /** What the auditor found, or why there was no run. */
  readonly said: string;
  readonly seconds: number;
  readonly figures: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** The last outcome of every run, by the number of its experiment. */
export function merged(before: readonly Outcome[], now: readonly Outcome[]): readonly Outcome[] {
  const nameOf = ({ id, red }: Outcome) => `${id}/${red?.name ?? ''}`;
  const last = new Map([...before, ...now].map((outcome) => [nameOf(outcome), outcome]));
  return [...last.values()].toSorted((one, other) => one.id - other.id);
}

/** As it stands in the terminal and in the evidence. */
export function table(outcomes: readonly Outcome[], red: boolean): string {
  const head = [
    '#',
    red ? 'guard taken out' : 'fault',
    'acknowledged',
    'refused',
    'no answer',
    'faults',
    'codes',
    's',
    'auditor',
  ];
  const rows = outcomes.map(({ id, title, red: run, result, seconds, figures }) => [
    String(id),
    run === undefined ? title : `${run.name}: ${run.what}`,
    ...['acknowledged', 'refused', 'lost', 'faults', 'codes'].map((name) => String(figures[name] ?? '-')),
    seconds.toFixed(0),
    result,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const total = outcomes.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    '',
    `${total.toFixed(0)} s in all`,
  ].join('\n');
}
