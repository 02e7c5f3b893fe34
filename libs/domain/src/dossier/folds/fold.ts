import type { DueDate } from '../../calendar/due-date.js';
import type { DossierEvent, DossierEventType } from '../dossier-event.js';
import type { Acceptance, Dossier, DossierFacts, FiledDossier, FiledStatus } from '../dossier-state.js';

export type DataOf<Type extends DossierEventType> = Extract<DossierEvent, { readonly type: Type }>['data'];

/** Leaves everything alone that is not a filed dossier. */
export function ifFiled(state: Dossier, next: (dossier: FiledDossier) => Dossier): Dossier {
  return isFiled(state) ? next(state) : state;
}

/** Leaves everything alone that is not in one of the states. */
export function ifIn<const Status extends FiledStatus>(
  state: Dossier,
  statuses: readonly Status[],
  next: (dossier: FiledDossier & { readonly status: Status }) => Dossier,
): Dossier {
  if (!isFiled(state) || !(statuses as readonly FiledStatus[]).includes(state.status)) return state;
  return next(state as FiledDossier & { readonly status: Status });
}

/** The same state with other facts. */
export function withFacts(dossier: FiledDossier, facts: Partial<DossierFacts>): FiledDossier {
  return { ...dossier, ...facts };
}

/** The dossier without what belongs to the supplement it waited for. */
export function withoutSupplement(dossier: FiledDossier): DossierFacts & Pick<FiledDossier, 'acceptance'> {
  if (dossier.status !== 'supplementRequested') return dossier;
  const { supplement: _over, ...facts } = dossier;
  return facts;
}

/**
 * The acceptance with a due date that was counted anew from `to`, or moved by the time from `from` to `to`; a date that did not
 * move leaves the clock as it was.
 */
export function withDue(acceptance: Acceptance, due: DueDate, from: string, to: string): Acceptance {
  if (due.rule === 'pause' && due.dueAt !== acceptance.due.dueAt)
    return { ...acceptance, due, pauses: [...acceptance.pauses, { from, to }] };
  if (due.startedAt === to) return { ...acceptance, due, clockFrom: to, pauses: [] };
  return { ...acceptance, due };
}

function isFiled(state: Dossier): state is FiledDossier {
  return !['none', 'reserved', 'codeVoided', 'mirror'].includes(state.status);
}
