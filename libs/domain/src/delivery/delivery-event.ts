import type { Fact } from '../dossier/dossier-event.js';
import type { CanonicalStatus, ExchangeId, FieldIssue, Outcome, RetryReason, UnknownReason } from './outcome.js';

/**
 * How an operation may be repeated. Reads are never planned. Upserts send a whole snapshot, so an unsent older one may be
 * skipped; the three others are never merged, dropped or reordered.
 */
export type OperationClass = 'read' | WriteClass;
export type WriteClass = 'upsert' | 'createOnce' | 'append' | 'transition';

/** Why something is not sent: what is wrong and the name (never the value) of what it is wrong with. */
export interface HoldReason {
  /** e.g. `missing`, `unmapped`, `foreign-code`, `no-lifecycle-event` */
  readonly code: string;
  /** Wire or canonical name of the field, status or node. */
  readonly subject: string;
}

/** The facts of a lane `delivery-<system>-<dossierId>`: what one outside system must learn of one dossier, strictly by `seq`. */
export type DeliveryEvent =
  | Fact<
      'DeliveryPlanned',
      {
        system: string;
        /** 1-based, without holes. */
        seq: number;
        /** Name of the operation in the profile, e.g. `submit`, `progress`. */
        op: string;
        operationClass: WriteClass;
        /** Event of the dossier that caused it; (op, sourceEventId) is planned once. */
        sourceEventId: string;
        /** True time and actor of that fact. */
        occurredAt: string;
        actor: string;
        /** Node of the profile's status graph; transitions only. */
        target: string | null;
        canFind: boolean;
        resendSafe: boolean;
        /** The settled delivery that a person asked to send anew. */
        resendOf: number | null;
        plannedAt: string;
      },
      PersonsNote
    >
  /** Stored before the call: without an outcome at `deadline` the attempt is unknown. */
  | Fact<'DeliveryAttemptStarted', { seq: number; attempt: number; startedAt: string; deadline: string }>
  | Fact<
      'DeliveryOutcomeRecorded',
      {
        seq: number;
        attempt: number;
        /** The call itself, a look at the other side, or the planner that saw without a call that it cannot be. */
        via: 'call' | 'find' | 'planner';
        kind: Outcome['kind'] | 'present' | 'absent' | 'findFailed';
        reason: RetryReason | UnknownReason | null;
        code: string | null;
        externalKey: string | null;
        exchange: ExchangeId | null;
        /** What the lane does next with this delivery; null `nextAt` = nothing by itself. */
        next: 'done' | 'send' | 'reconcile' | 'park';
        nextAt: string | null;
        /** Whether an `absent` counts as a proof (after the visibility lag). */
        countsAsProof: boolean;
        recordedAt: string;
      },
      { message: string | null; fields: readonly FieldIssue[] }
    >
  | Fact<'DeliverySuperseded', { seq: number; supersededBy: number; supersededAt: string }>
  /** Stopped before any call. */
  | Fact<'DeliveryHeld', { seq: number; reasons: readonly HoldReason[]; heldAt: string }>
  | Fact<'DeliveryParked', { seq: number; reason: ParkReason; suggestion: ParkSuggestion; parkedAt: string }>
  | Fact<'DeliveryReleased', { seq: number; next: 'send' | 'reconcile'; by: string; releasedAt: string }, PersonsNote>
  | Fact<
      'DeliverySettledByOperator',
      { seq: number; by: string; evidenceBlobId: string; settledAt: string },
      PersonsNote
    >
  | Fact<
      'ExternalStatusReported',
      {
        system: string;
        externalKey: string | null;
        /** sha256 of the report's content: the same report stands here once. */
        contentHash: string;
        rawStatus: string;
        /** Null when the profile does not map it. */
        status: CanonicalStatus | null;
        externalTime: string | null;
        /** Older than, or behind, what was reported before. */
        regression: boolean;
        reportedAt: string;
      },
      { text: string }
    >;

/** Why a person did it; absent where the product itself did. */
export interface PersonsNote {
  readonly note: string;
}

export type ParkReason =
  'rejected' | 'conflict' | 'exhausted' | 'unauthenticated' | 'unknown-not-reconcilable' | 'find-failed';

export type ParkSuggestion = 'correct-data' | 'check-there' | 'renew-credentials' | 'retry-later';
