import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { bodyOf, desk } from '../../api/client.ts';
import type { Days } from './period.ts';

export interface Choice extends Days {
  readonly unit: string | undefined;
  readonly procedure: string | undefined;
}

/** Only what was chosen: the server takes no empty word for "all". */
function queryOf({ from, to, unit, procedure }: Choice) {
  return {
    from,
    to,
    ...(unit === undefined ? {} : { unit }),
    ...(procedure === undefined ? {} : { procedure }),
  };
}

const loadStatistics = (choice: Choice) =>
  bodyOf(desk.GET('/api/desk/v1/statistics', { params: { query: queryOf(choice) } }));

export type Statistics = Awaited<ReturnType<typeof loadStatistics>>;

/** What was shown stays until the new figures are there. */
export function useStatistics(choice: Choice) {
  return useQuery({
    queryKey: ['statistics', choice],
    queryFn: () => loadStatistics(choice),
    placeholderData: keepPreviousData,
  });
}

const loadEvaluation = ({ procedure: _all, ...choice }: Choice) =>
  bodyOf(desk.GET('/api/desk/v1/evaluation', { params: { query: queryOf({ ...choice, procedure: undefined }) } }));

export type Evaluation = Awaited<ReturnType<typeof loadEvaluation>>;

export function useEvaluation(choice: Choice) {
  const { procedure: _all, ...asked } = choice;
  return useQuery({
    queryKey: ['evaluation', asked],
    queryFn: () => loadEvaluation(choice),
    placeholderData: keepPreviousData,
  });
}

const loadHours = () => bodyOf(desk.GET('/api/desk/v1/statistics/hourly', { params: { query: { hours: 48 } } }));

export type Hours = Awaited<ReturnType<typeof loadHours>>;

export function useHours(enabled: boolean) {
  return useQuery({ queryKey: ['statistics-hours'], queryFn: loadHours, enabled, refetchInterval: 60_000 });
}

/** Where the browser fetches the same figures as a file. */
export function exportAddress(choice: Choice, format: 'xlsx' | 'csv', language: string): string {
  return `/api/desk/v1/statistics/export?${new URLSearchParams({ ...queryOf(choice), format, language }).toString()}`;
}
