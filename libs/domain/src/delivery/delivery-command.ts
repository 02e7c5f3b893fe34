import type { HoldReason, PersonsNote, WriteClass } from './delivery-event.js';
import type { CanonicalStatus, Finding, Outcome } from './outcome.js';
import type { StatusFacts, StatusGraph } from './transition-planner.js';

/**
 * What can be asked of a lane. `now` is the business clock; `jitter` a random number in [0, 1) that the engine draws, so that
 * the decision itself stays pure.
 */
export type DeliveryCommand =
  /** Planned once per (op, sourceEventId): a redelivered or replayed event plans nothing. */
  | (DeliveryAsk<
      'PlanDelivery',
      OperationPlan & { operationClass: Exclude<WriteClass, 'transition'>; resendOf: number | null }
    > &
      PerhapsNoted)
  /** Plans the steps from the last known state to `target` along the profile's graph, missing prerequisites included. */
  | DeliveryAsk<'PlanTransition', OperationPlan & { target: string; graph: StatusGraph; facts: StatusFacts }>
  /** `through`: last of several consecutive appends that go in one call (see `batchFrom`); each gets its own outcome. */
  | DeliveryAsk<'StartAttempt', { seq: number; attempt: number; through?: number }>
  | DeliveryAsk<'RecordOutcome', { seq: number; attempt: number; outcome: Outcome<unknown>; jitter: number }>
  | DeliveryAsk<'RecordFinding', { seq: number; attempt: number; finding: Finding; jitter: number }>
  | DeliveryAsk<'HoldDelivery', { seq: number; reasons: readonly HoldReason[] }>
  /** A held or parked delivery goes on: by sending, or by looking first. */
  | (DeliveryAsk<'ReleaseDelivery', { seq: number; next: 'send' | 'reconcile'; by: string }> & PerhapsNoted)
  | DeliveryAsk<'SettleDelivery', { seq: number; by: string; evidenceBlobId: string }, PersonsNote>
  | DeliveryAsk<
      'ReportExternalStatus',
      {
        dossierId: string;
        system: string;
        externalKey: string | null;
        contentHash: string;
        rawStatus: string;
        status: CanonicalStatus | null;
        externalTime: string | null;
      },
      { text: string }
    >;

export interface OperationPlan {
  readonly dossierId: string;
  readonly system: string;
  readonly op: string;
  readonly sourceEventId: string;
  /** True time and actor of the source fact. */
  readonly occurredAt: string;
  readonly actor: string;
  /** Whether the other side can be asked for this operation's effect. */
  readonly canFind: boolean;
  /** Whether a repeat gets a recognisable "already" answer (or changes nothing, as upserts do). */
  readonly resendSafe: boolean;
}

/** A person says why; the product, which does the same by itself, has nothing to say. */
interface PerhapsNoted {
  readonly personal?: PersonsNote;
}

type DeliveryAsk<Type extends string, Data extends object, Personal = never> = {
  readonly type: Type;
  readonly data: Readonly<Data> & { readonly now: string };
} & ([Personal] extends [never] ? unknown : { readonly personal: Personal });

export type DeliveryCommandOf<Type extends DeliveryCommand['type']> = Extract<DeliveryCommand, { readonly type: Type }>;
