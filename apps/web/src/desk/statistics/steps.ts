import type { Statistics } from './use-figures.ts';

type Figures = Pick<Statistics['series'][number], 'label' | 'received' | 'resolved'>;

const MOST_STEPS = 400;

/** The steps of the period from its first to its last; the server names those in which something happened. */
export function everyStep({ series, period, step }: Pick<Statistics, 'series' | 'period' | 'step'>): Figures[] {
  if (step !== 'day' && step !== 'month') return [...series];
  const found = new Map(series.map((one) => [one.label, one]));
  const labels = step === 'day' ? daysBetween(period) : [...new Set(daysBetween(period).map((day) => day.slice(0, 7)))];
  return labels.slice(-MOST_STEPS).map((label) => found.get(label) ?? { label, received: 0, resolved: 0 });
}

/** `2026-11-24` -> `24/11`, `2026-11` -> `11/2026`; others as they are. */
export function labelText(label: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(label)) return `${label.slice(8)}/${label.slice(5, 7)}`;
  if (/^\d{4}-\d\d$/.test(label)) return `${label.slice(5)}/${label.slice(0, 4)}`;
  return label;
}

function daysBetween({ from, to }: { readonly from: string; readonly to: string }): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
