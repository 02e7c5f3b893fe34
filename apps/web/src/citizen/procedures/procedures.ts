import { useQuery } from '@tanstack/react-query';
import { bodyOf, intake } from '../../api/client.ts';
import type { components } from '../../api/intake.d.ts';

export type Procedure = components['schemas']['ProcedureForm'];

export function useProcedures(search: string) {
  return useQuery({
    queryKey: ['procedures', search],
    queryFn: () => bodyOf(intake.GET('/api/intake/v1/procedures', { params: { query: { q: search } } })),
    placeholderData: (before) => before,
  });
}

export function useProcedure(code: string) {
  return useQuery({
    queryKey: ['procedure', code],
    queryFn: () => bodyOf(intake.GET('/api/intake/v1/procedures/{code}', { params: { path: { code } } })),
    staleTime: 600_000,
  });
}
