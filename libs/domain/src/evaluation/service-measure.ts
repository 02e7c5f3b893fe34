import type { AspectRating, SatisfactionLevel } from '../dossier/dossier-event.js';
import type { Channel, ReturnMethod } from '../procedures/procedure.js';
import type { Timeliness } from './timeliness.js';

/**
 * What evaluation and statistics need to know of one dossier: a fold of its facts, nothing personal. Instants are ISO 8601 UTC.
 *
 * @law TT 01/2018/TT-VPCP art. 13-15
 */
export interface ServiceMeasure {
  readonly dossierId: string;
  readonly receivingUnit: string;
  /** The unit that resolves; changes with a transfer. */
  readonly resolvingUnit: string;
  readonly procedureCode: string;
  readonly channel: Channel;
  readonly submittedAt: string;
  readonly acceptedAt: string | null;
  /** As printed on the first slip; never overwritten. */
  readonly originalDueAt: string | null;
  readonly dueAt: string | null;
  /** Whether the time limit runs now: accepted, not over, and not waiting for the applicant's supplement. */
  readonly clock: 'running' | 'standing';
  readonly returnMethod: ReturnMethod;
  /** How the finished steps with a limit of their own kept it: one entry each, in order. */
  readonly steps: readonly { readonly unit: string; readonly kept: Timeliness }[];
  /** The step that has a limit of its own and runs now. */
  readonly step: { readonly unit: string; readonly dueAt: string } | null;
  /** Supplement requests after acceptance: what the office had declared complete was not. */
  readonly contacts: number;
  /** Whether the applicant had to come to a desk, to file or to complete. */
  readonly cameToDesk: boolean;
  /** Whether it ever left the one-stop desk for the agency behind it. */
  readonly handedOver: boolean;
  readonly resolvedAt: string | null;
  readonly returnedAt: string | null;
  /** How it ended without a result. `elsewhere`: another system took it over. */
  readonly closed: { readonly how: Closing; readonly at: string } | null;
  readonly rating: ServiceRating | null;
}

export type Closing = 'refused' | 'withdrawn' | 'stopped' | 'elsewhere';

export interface ServiceRating {
  readonly level: SatisfactionLevel;
  readonly attitude: AspectRating | null;
  readonly timeliness: AspectRating | null;
  readonly guidance: AspectRating | null;
  readonly ratedAt: string;
}
