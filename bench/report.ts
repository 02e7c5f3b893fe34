import type { BenchRow } from './bench-row.ts';
import type { Machine } from './machine.ts';

/** As it stands in the terminal and in the evidence. */
export function table(rows: readonly BenchRow[]): string {
  const head = ['work', 'ours', 'against', 'theirs', 'ratio', 'goal', 'reached'];
  const lines = rows.map((row) => [
    row.work + moreOf(row),
    `${figure(row.ours)} ${row.unit}`,
    row.against,
    row.theirs === null ? '-' : `${figure(row.theirs)} ${row.unit}`,
    row.ratio === null ? '-' : `${figure(row.ratio)}x`,
    row.goal,
    verdict(row),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]!.length)));
  const write = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [write(head), write(widths.map((width) => '-'.repeat(width))), ...lines.map(write)].join('\n');
}

export function headOf(machine: Machine): string {
  const { cores, processor, memoryGiB, load, system, node, eventStore, peers, begun } = machine;
  const others = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  const busy = load > cores / 2 ? ' (BUSY: other work disturbs these figures)' : '';
  return [
    `${begun}, ${cores} cores ${processor}, ${memoryGiB} GiB, ${system}, load ${load.toFixed(2)}${busy}`,
    `Node ${node}; event store: ${eventStore}; peers: ${others.join(', ')}`,
  ].join('\n');
}

function verdict({ reached, faults = [] }: BenchRow): string {
  if (faults.length > 0) return `WRONG: ${faults.join(', ')}`;
  return reached ? 'yes' : 'no';
}

function moreOf({ more = {} }: BenchRow): string {
  const parts = Object.entries(more).map(([name, value]) => `${name} ${figure(value)}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function figure(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3);
}
