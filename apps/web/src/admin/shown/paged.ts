import { useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';

interface PageOf {
  readonly items: readonly unknown[];
  readonly next?: string;
}

export interface Paged<Page extends PageOf> {
  readonly query: UseInfiniteQueryResult<{ pages: Page[] }>;
  readonly items: Page['items'];
  readonly first: Page | undefined;
}

/** A list that is read on page by page, by the cursor of its last page. */
export function usePaged<Page extends PageOf>(
  key: readonly unknown[],
  load: (cursor: string | undefined) => Promise<Page>,
  refetchInterval: number | false = false,
): Paged<Page> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval,
  });
  const pages = query.data?.pages ?? [];
  return { query, items: pages.flatMap(({ items }) => items) as Page['items'], first: pages[0] };
}
