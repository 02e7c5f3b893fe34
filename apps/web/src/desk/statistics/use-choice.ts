import { useSearchParams } from 'react-router';
import { type Days, type PeriodName, daysOf, periods, todayInVietnam } from './period.ts';
import type { Choice } from './use-figures.ts';

/** An empty word takes a choice back. */
interface Change {
  readonly period?: PeriodName;
  readonly days?: Days;
  readonly unit?: string;
  readonly procedure?: string;
}

export interface Chosen {
  readonly period: PeriodName;
  readonly choice: Choice;
  readonly change: (next: Change) => void;
}

/** What was chosen stands in the address, so that it can be kept and sent on. */
export function useChoice(): Chosen {
  const [parameters, setParameters] = useSearchParams();
  const named = parameters.get('period');
  const period = periods.find((one) => one === named) ?? 'quarter';
  const days = chosenDays(period, parameters);
  return {
    period,
    choice: { ...days, unit: parameters.get('unit') ?? undefined, procedure: parameters.get('procedure') ?? undefined },
    change: (next) => setParameters((before) => changed(before, next, days), { replace: true }),
  };
}

function changed(before: URLSearchParams, next: Change, days: Days): URLSearchParams {
  const { period, days: chosen, unit, procedure } = next;
  const fresh = new URLSearchParams(before);
  // whoever wants other dates begins with those that were shown
  if (period !== undefined) put(fresh, { period, ...(period === 'own' ? { ...days } : { from: '', to: '' }) });
  put(fresh, { ...chosen, ...(unit === undefined ? {} : { unit }), ...(procedure === undefined ? {} : { procedure }) });
  return fresh;
}

function chosenDays(period: PeriodName, parameters: URLSearchParams): Days {
  const today = todayInVietnam();
  if (period !== 'own') return daysOf(period, today);
  return { from: parameters.get('from') ?? today, to: parameters.get('to') ?? today };
}

/** An empty word takes the parameter away. */
function put(parameters: URLSearchParams, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === '') parameters.delete(name);
    else parameters.set(name, value);
  }
}
