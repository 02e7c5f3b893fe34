import { useQuery } from '@tanstack/react-query';
import { bodyOf, desk } from '../../api/client.ts';
import type { operations } from '../../api/desk.d.ts';
import { Form } from '../../citizen/declaration/form.ts';
import type { FormSource } from '../../citizen/declaration/schema.ts';
import { today } from '../../citizen/declaration/dates.ts';

type Answer<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Dossier = Answer<'DossierPageController_page'>;
export type Possible = Dossier['possible'][number];
export type CommandName = Possible['command'];
export type Due = NonNullable<Dossier['due']>;
export type TimelineItem = Answer<'DossierPageController_timeline'>['items'][number];

export function dossierKey(dossierId: string) {
  return ['desk-dossier', dossierId] as const;
}

export function useDossier(dossierId: string) {
  return useQuery({
    queryKey: [...dossierKey(dossierId), 'page'],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/dossiers/{idOrCode}', { params: { path: { idOrCode: dossierId } } })),
  });
}

export function useTimeline(dossierId: string) {
  return useQuery({
    queryKey: [...dossierKey(dossierId), 'timeline'],
    queryFn: () =>
      bodyOf(desk.GET('/api/desk/v1/dossiers/{idOrCode}/timeline', { params: { path: { idOrCode: dossierId } } })),
  });
}

/** The form of the edition that the dossier was filed under. */
export function useDeclarationForm(dossierId: string, enabled: boolean) {
  return useQuery({
    queryKey: ['desk-declaration-form', dossierId],
    queryFn: async () => {
      const params = { path: { dossierId } };
      const source = await bodyOf(desk.GET('/api/desk/v1/dossiers/{dossierId}/declaration-form', { params }));
      return new Form(source as unknown as FormSource, today(new Date()));
    },
    staleTime: Infinity,
    enabled,
  });
}
