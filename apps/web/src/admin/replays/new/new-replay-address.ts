import type { components } from '../../../api/desk.d.ts';

export type ReplayKind = components['schemas']['PlanReplayDto']['kind'];

export interface ReplayWish {
  readonly kind: ReplayKind;
  readonly target?: string;
  readonly dossierIds?: readonly string[];
}

export const REPLAY_KINDS: readonly ReplayKind[] = ['rebuild', 'redeliver', 'redrive', 'reset'];

/** The page that plans a job, filled in. */
export function newReplayAddress({ kind, target, dossierIds = [] }: ReplayWish): string {
  const words = new URLSearchParams({ kind, ...(target === undefined ? {} : { target }) });
  for (const id of dossierIds) words.append('dossier', id);
  return `/admin/replays/new?${words}`;
}

/** What such an address asks for; what is no kind is a rebuild. */
export function wishOf(words: URLSearchParams): ReplayWish {
  const asked = words.get('kind');
  const kind = REPLAY_KINDS.find((one) => one === asked) ?? 'rebuild';
  const target = words.get('target');
  return { kind, ...(target === null ? {} : { target }), dossierIds: words.getAll('dossier') };
}
