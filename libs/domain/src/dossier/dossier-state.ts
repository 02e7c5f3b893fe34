import type { DueDate } from '../calendar/due-date.js';
import type { RoutingRow } from '../procedures/catalogue.js';
import { NATIONAL_STATUSES } from '../procedures/national-status.js';
import type { Channel, OnlineChannel, ReturnMethod, RuleSet } from '../procedures/procedure.js';
import type {
  DeadlineKind,
  ExternalCode,
  OfficerTaskKind,
  ResultDocument,
  SubmittedComponent,
} from './dossier-event.js';

/**
 * A dossier (hồ sơ) as its facts leave it. The ten national states (TT 22/2019/TT-BTTTT art. 4; see `nationalStatus`) and four of our own: nothing
 * yet, a code reserved ahead of the dossier, such a code closed again, and a mirror of a dossier that another system resolves.
 */
export type Dossier =
  | { readonly status: 'none' }
  | ReservedDossier
  | { readonly status: 'codeVoided'; readonly dossierId: string; readonly dossierCode: string }
  | MirrorDossier
  | FiledDossier;

export interface ReservedDossier {
  readonly status: 'reserved';
  readonly dossierId: string;
  readonly unitCode: string;
  readonly channel: Channel;
  readonly expiresAt: string;
  readonly dossierCode: string | null;
}

export interface MirrorDossier {
  readonly status: 'mirror';
  readonly dossierId: string;
  /** The central system's code; a mirror draws no number of ours. */
  readonly dossierCode: string | null;
  readonly procedureVersionId: string;
  readonly receivingUnit: string;
  readonly system: string;
  /** As reported: the national code, 1..10. */
  readonly reportedStatus: number;
  readonly externalTime: string;
  readonly externalCodes: readonly ExternalCode[];
  readonly tasks: readonly OfficerTask[];
  readonly erased: 'shred' | 'restrict' | null;
}

/** A dossier that was submitted here. Only states in which it was accepted have an `acceptance`. */
export type FiledDossier =
  | (DossierFacts & { readonly status: 'submitted' | 'intakeRefused'; readonly acceptance: null })
  | (DossierFacts & {
      readonly status: 'accepted' | 'processing' | 'paymentRequested';
      readonly acceptance: Acceptance;
    })
  | (DossierFacts & {
      readonly status: 'supplementRequested';
      readonly acceptance: Acceptance | null;
      readonly supplement: PendingSupplement;
    })
  | (DossierFacts & { readonly status: 'withdrawn'; readonly acceptance: Acceptance | null })
  | (DossierFacts & { readonly status: 'stopped'; readonly acceptance: Acceptance | null; readonly stoppedAt: string })
  | (DossierFacts & {
      readonly status: 'resolved' | 'returned';
      readonly acceptance: Acceptance;
      readonly result: DossierResult;
    });

export type FiledStatus = FiledDossier['status'];

/** What every filed dossier keeps. Nothing personal: deciders never need the sealed part of past facts. */
export interface DossierFacts {
  readonly dossierId: string;
  readonly dossierCode: string | null;
  readonly codeIssuedAt: 'submission' | 'acceptance';
  readonly externalCodes: readonly ExternalCode[];
  readonly channel: Channel;
  readonly procedureCode: string;
  readonly procedureVersionId: string;
  readonly procedureCase: string;
  readonly ruleSet: RuleSet;
  /** The receiving unit never changes, the resolving one does with a transfer. */
  readonly receivingUnit: string;
  readonly resolvingUnit: string;
  readonly submittedAt: string;
  readonly receivedAt: string;
  readonly postmarkedAt: string | null;
  readonly calendarVersion: string;
  readonly returnMethod: ReturnMethod;
  readonly components: readonly SubmittedComponent[];
  readonly intakeAnswer: DueDate | null;
  readonly feeCollect: 'before' | 'after' | 'exempt';
  readonly feeAmount: number;
  readonly payments: readonly Payment[];
  readonly supplementsAsked: { readonly intake: number; readonly appraisal: number };
  /** Hand-overs, the present one last; return and recall take the last one off. */
  readonly positions: readonly Position[];
  readonly opinions: readonly Opinion[];
  readonly tasks: readonly OfficerTask[];
  readonly route: RoutingRow | null;
  /** What outside systems answered, oldest first. */
  readonly resultsReceived: readonly ReceivedResult[];
  readonly account: 'linked' | 'linkable' | 'new' | null;
  /** Deadlines of which a warning or a miss stands recorded, as `<kind>|<dueAt>`. */
  readonly warned: readonly string[];
  readonly missed: readonly string[];
  readonly erased: 'shred' | 'restrict' | null;
  /** When the applicant rated it; absent until then. */
  readonly ratedAt?: string;
}

export interface Acceptance {
  readonly acceptedAt: string;
  readonly by: string;
  /** As printed on the first slip; never overwritten. */
  readonly originalDueAt: string;
  readonly due: DueDate;
  /** Where the present time limit counts from: acceptance, or the answer that completed a supplement. */
  readonly clockFrom: string;
  /** Where the window for a supplement in appraisal counts from. */
  readonly windowFrom: string;
  /** Intervals that the pausing clock left out since `clockFrom`. */
  readonly pauses: readonly Pause[];
  /** Announced outages, or what of them no pause and no earlier one covers. */
  readonly outages: readonly Pause[];
  readonly extended: boolean;
}

export interface Pause {
  readonly from: string;
  readonly to: string;
}

export interface PendingSupplement {
  readonly stage: 'intake' | 'appraisal';
  readonly resumeState: 'submitted' | 'accepted' | 'processing';
  readonly items: readonly string[];
  readonly requestedAt: string;
  readonly due: DueDate;
  readonly answers: readonly { readonly items: readonly string[]; readonly submittedAt: string }[];
}

export interface Payment {
  readonly paymentId: string;
  readonly amount: number;
  readonly state: 'pending' | 'paid' | 'cancelled' | 'refunded';
  readonly requestedAt: string;
}

/** Who has the dossier: a unit, a person in it (null until somebody takes it), and who handed it over (null at the start). */
export interface Position {
  readonly unit: string;
  readonly handler: string | null;
  readonly from: string | null;
  readonly since: string;
  readonly stepDue: string | null;
}

export interface Opinion {
  readonly opinionId: string;
  readonly toUnit: string;
  readonly dueAt: string;
  readonly given: boolean;
}

export interface OfficerTask {
  readonly taskId: string;
  readonly kind: OfficerTaskKind;
  readonly settled: boolean;
}

export interface ReceivedResult {
  readonly system: string;
  readonly externalStatus: string;
  readonly resultKind: 'positive' | 'negative';
  readonly blobDigest: string | null;
}

export interface DossierResult {
  readonly resultKind: 'positive' | 'negative';
  readonly signedAt: string;
  readonly late: boolean;
  readonly document: ResultDocument;
  readonly revoked: boolean;
}

/** A deadline that runs for a dossier now; what timers are set by. */
export interface RunningDeadline {
  readonly deadline: DeadlineKind;
  readonly dueAt: string;
}

/** A channel whose dossiers come without an officer. */
export function isOnline(channel: Channel): channel is OnlineChannel {
  return channel !== 'counter' && channel !== 'post';
}

/**
 * Whether the code issuer owes this dossier its code: a reservation or an online submission at once, the others once accepted.
 * Mirrors draw no local number, and nobody gets a second code.
 */
export function awaitsCode(dossier: Dossier): boolean {
  if (dossier.status === 'none' || dossier.status === 'codeVoided' || dossier.status === 'mirror') return false;
  if (dossier.dossierCode !== null) return false;
  return dossier.status === 'reserved' || dossier.codeIssuedAt === 'submission' || dossier.acceptance !== null;
}

/** The national status code (1..10) that a dossier has now; null where it has none. */
export function nationalStatus(dossier: Dossier): number | null {
  if (dossier.status === 'mirror') return dossier.reportedStatus;
  return NATIONAL_STATUSES.find(({ state }) => state === dossier.status)?.code ?? null;
}
