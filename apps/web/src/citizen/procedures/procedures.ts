import { useQuery } from '@tanstack/react-query';
import { bodyOf, intake } from '../../api/client.ts';
import type { components } from '../../api/intake.d.ts';
import { useWords } from '../shown/words.ts';

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

/** A procedure's name in the language of the person; what the dossier calls it, where it is not open any more. */
export function useProcedureName(): (code: string | null, otherwise: string | null) => string {
  const words = useWords();
  const { data } = useProcedures('');
  return (code, otherwise) => {
    const found = data?.items.find((one) => one.code === code);
    return found === undefined ? (otherwise ?? code ?? '') : words(found.name);
  };
}
