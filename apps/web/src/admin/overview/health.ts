import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { bodyOf, desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';

export type Health = components['schemas']['HealthOverview'];

const EVERY_MS = 5_000;

/** How the installation is, looked at again every few seconds. */
export function useHealth(): UseQueryResult<Health> {
  return useQuery({
    queryKey: ['admin', 'health'],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/health-overview')),
    refetchInterval: EVERY_MS,
  });
}
