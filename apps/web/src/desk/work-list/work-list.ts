import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bodyOf, desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';

export type ListedDossier = components['schemas']['ListedDossier'];
export type Filters = components['schemas']['ViewFilters'];
export type SavedView = components['schemas']['SavedView'];

const NAMES = ['status', 'procedure', 'unit', 'handler', 'overdue', 'channel', 'tasks', 'sort'] as const;

/** Filters stand in the address, so that a page can be opened again; words of a search never do. */
export function filtersOf(search: URLSearchParams): Filters {
  const given = NAMES.flatMap((name) => {
    const value = search.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given) as Filters;
}

/** For comparing: in whatever order they were chosen. */
export function filterText(filters: Filters): string {
  return NAMES.map((name) => filters[name] ?? '').join('|');
}

export const WORK_LIST = ['work-list'] as const;

/** The pages of the list read so far. */
export function useWorkList(filters: Filters, words: string) {
  return useInfiniteQuery({
    queryKey: [...WORK_LIST, 'pages', filters, words],
    queryFn: ({ pageParam }) => pageOf(filters, words, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

function pageOf(filters: Filters, words: string, cursor: string | undefined) {
  const query = { ...filters, limit: 50, ...(cursor === undefined ? {} : { cursor }) } as never;
  if (words === '') return bodyOf(desk.GET('/api/desk/v1/work-list', { params: { query } }));
  return bodyOf(desk.POST('/api/desk/v1/work-list/searches', { body: { ...(query as object), q: words } as never }));
}

export function useCounts() {
  return useQuery({
    queryKey: [...WORK_LIST, 'counts'],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/work-list/counts')),
  });
}

const SAVED = ['saved-views'] as const;

export function useSavedViews() {
  return useQuery({ queryKey: SAVED, queryFn: () => bodyOf(desk.GET('/api/desk/v1/saved-views')) });
}

export function useSaveView() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ viewId, name, filters }: SavedView) =>
      bodyOf(desk.PUT('/api/desk/v1/saved-views/{viewId}', { params: { path: { viewId } }, body: { name, filters } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: SAVED }),
  });
}

export function useForgetView() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (viewId: string) => {
      await desk.DELETE('/api/desk/v1/saved-views/{viewId}', { params: { path: { viewId } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: SAVED }),
  });
}
