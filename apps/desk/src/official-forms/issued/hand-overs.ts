import { type Catalogue, type Dossier, dossierDecider, localDay } from '@motcua/domain';
import type { OpenedEvent } from '@motcua/service-kit';
import { isHandOver, timeOf } from './issued-papers.js';

/** One line of the process control slip (form 05). */
export interface HandOverLine {
  readonly fromUnit: string;
  readonly toUnit: string;
  readonly at: string;
  /** How the one who hands over kept to his time; null where none was set. */
  readonly kept: 'early' | 'onTime' | 'late' | null;
  /** What was said; null when nothing was, or it was erased. */
  readonly note: string | null;
}

/** Every time the dossier or its result changed hands, from acceptance on, in order. */
export function handOverLines(events: readonly OpenedEvent[], catalogue: Catalogue): HandOverLine[] {
  const { evolve, initialState } = dossierDecider(catalogue);
  let state = initialState();
  return events.flatMap((event) => {
    const before = state;
    state = evolve(before, event);
    const at = isHandOver(event) ? timeOf(event) : undefined;
    if (at === undefined || event.type === 'DossierAccepted' || !isAccepted(before)) return [];
    const fromUnit = holderOf(before);
    const toUnit = event.type === 'ResultSigned' ? before.receivingUnit : holderOf(state);
    return [{ fromUnit, toUnit, at, kept: keptBy(event, before, at), note: noteOf(event) }];
  });
}

type Filed = Extract<Dossier, { readonly positions: unknown }>;

function isAccepted(state: Dossier): state is Filed {
  return 'acceptance' in state && state.acceptance !== null;
}

function holderOf(state: Dossier): string {
  return 'positions' in state ? (state.positions.at(-1)?.unit ?? state.receivingUnit) : '';
}

function keptBy(event: OpenedEvent, before: Filed, at: string): HandOverLine['kept'] {
  const due = event.type === 'ResultSigned' ? before.acceptance?.due.dueAt : before.positions.at(-1)?.stepDue;
  if (due === undefined || due === null) return null;
  if (at > due) return 'late';
  return localDay(at) < localDay(due) ? 'early' : 'onTime';
}

function noteOf({ personal }: OpenedEvent): string | null {
  const words = (personal ?? {}) as object as { readonly note?: unknown; readonly reason?: unknown };
  const said = words.note ?? words.reason;
  return typeof said === 'string' && said.trim() !== '' ? said : null;
}
