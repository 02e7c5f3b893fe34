import { useQuery } from '@tanstack/react-query';
import { bodyOf, desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';

export type Directory = components['schemas']['Directory'];

/** Names of units, procedures and reasons; the same for hours. */
export function useDirectory() {
  return useQuery({
    queryKey: ['desk-directory'],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/directory')),
    staleTime: 300_000,
  });
}

/** The name of a code, or the code where nobody knows a name. */
export function nameOf(list: readonly { readonly code: string; readonly name: string }[] | undefined, code: string) {
  return list?.find((one) => one.code === code)?.name ?? code;
}
