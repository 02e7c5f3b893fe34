import { useSearchParams } from 'react-router';
import { type Days, type PeriodName, daysOf, periods, todayInVietnam } from './period.ts';
import type { Choice } from './use-figures.ts';

export interface Chosen {
  readonly period: PeriodName;
  readonly choice: Choice;
  readonly change: (next: { period?: PeriodName; days?: Days; unit?: string; procedure?: string }) => void;
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
    change: (next) => {
      const fresh = new URLSearchParams(parameters);
      if (next.period !== undefined) put(fresh, { period: next.period, from: '', to: '' });
      if (next.period === 'own') put(fresh, { ...days });
      if (next.days !== undefined) put(fresh, { ...next.days });
      if (next.unit !== undefined) put(fresh, { unit: next.unit });
      if (next.procedure !== undefined) put(fresh, { procedure: next.procedure });
      setParameters(fresh, { replace: true });
    },
  };
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
