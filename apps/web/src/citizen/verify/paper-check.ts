import { type MarkVerdict, type PaperKeySet, verifyMark } from '@motcua/contracts/papers';
import { useQuery } from '@tanstack/react-query';
import { bodyOf, desk } from '../../api/client.ts';

const REMEMBERED = 'motcua.paper-keys';

export type Standing = 'current' | 'superseded' | 'notIssued';

/** What this browser found out by itself. */
export type OwnCheck = MarkVerdict | { readonly verdict: 'noKeys' | 'cannot' };

/** Whether a paper was signed here: decided in this browser, with the keys as they were published last; needs no network then. */
export function useOwnCheck(text: string | undefined): OwnCheck | undefined {
  const { data } = useQuery({
    queryKey: ['paper-verdict', text],
    queryFn: () => verdictOn(text ?? ''),
    enabled: text !== undefined,
    networkMode: 'always',
    retry: false,
    staleTime: 0,
  });
  return data;
}

/** What only the office knows: whether a later paper replaced it, and the name of the unit. */
export function useStanding(text: string | undefined) {
  return useQuery({
    queryKey: ['paper-standing', text],
    queryFn: () => bodyOf(desk.POST('/api/desk/v1/paper-checks', { body: { paper: text ?? '' } })),
    enabled: text !== undefined,
    retry: 1,
  });
}

async function verdictOn(text: string): Promise<OwnCheck> {
  const keys = await publishedKeys();
  if (keys === undefined) return { verdict: 'noKeys' };
  try {
    return await verifyMark(text, keys);
  } catch {
    return { verdict: 'cannot' }; // an old browser, or a page that came over an open line: no Ed25519 there
  }
}

/** Fresh ones where there is a network, else those of the last visit. */
async function publishedKeys(): Promise<PaperKeySet | undefined> {
  try {
    const fresh = await bodyOf(desk.GET('/api/desk/v1/paper-keys'));
    localStorage.setItem(REMEMBERED, JSON.stringify(fresh));
    return fresh;
  } catch {
    const known = localStorage.getItem(REMEMBERED);
    return known === null ? undefined : (JSON.parse(known) as PaperKeySet);
  }
}
