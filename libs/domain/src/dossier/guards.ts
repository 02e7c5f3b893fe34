import { epoch } from '../calendar/local-time.js';
import type { Catalogue } from '../procedures/catalogue.js';
import { Rejected } from '../rejected.js';
import type { CommandOf, DossierCommandType } from './dossier-command.js';
import type { DossierEvent } from './dossier-event.js';
import type { DossierRejection } from './rejections/dossier-rejections.js';
import type { Dossier, DossierFacts, FiledDossier, FiledStatus, MirrorDossier } from './dossier-state.js';

/** How one command is decided: pure, rules from the catalogue. */
export type Decision<Type extends DossierCommandType> = (
  command: CommandOf<Type>,
  state: Dossier,
  catalogue: Catalogue,
) => DossierEvent[];

/** A filed dossier that is known to be in one of these states. */
export type InStatus<Status extends FiledStatus> = FiledDossier & { readonly status: Status };

/** Not over yet: the applicant still waits for something. */
export const OPEN = ['submitted', 'accepted', 'processing', 'supplementRequested', 'paymentRequested'] as const;

export function refuse(code: DossierRejection, details: Rejected['details'] = {}): never {
  throw new Rejected(code, details);
}

/** A dossier filed here, whatever its state; a mirror is never changed by hand. */
export function filed(state: Dossier): FiledDossier {
  const here = filedOrMirror(state);
  if (here.status === 'mirror') return refuse('dossier.mirror-is-read-only', { system: here.system });
  return here;
}

export function filedOrMirror(state: Dossier): FiledDossier | MirrorDossier {
  if (state.status === 'none' || state.status === 'reserved' || state.status === 'codeVoided')
    return refuse('dossier.unknown');
  if (state.erased === 'shred') return refuse('dossier.subject-erased');
  return state;
}

export function inStatus<const Status extends FiledStatus>(
  state: Dossier,
  allowed: readonly Status[],
  code: DossierRejection,
): InStatus<Status> {
  const here = filed(state);
  if (!isIn(here, allowed)) return refuse(code, { status: here.status });
  return here;
}

export function isIn<const Status extends FiledStatus>(
  dossier: FiledDossier,
  allowed: readonly Status[],
): dossier is InStatus<Status> {
  return (allowed as readonly FiledStatus[]).includes(dossier.status);
}

/** No forward move while a payment is pending. */
export function withoutPendingPayment(dossier: DossierFacts): void {
  if (dossier.payments.some(({ state }) => state === 'pending')) refuse('dossier.payment-pending');
}

export function withText(text: string | null, code: DossierRejection = 'dossier.reason-required'): string {
  return text === null || text.trim() === '' ? refuse(code) : text;
}

export function isLater(instant: string, than: string): boolean {
  return epoch(instant) > epoch(than);
}
