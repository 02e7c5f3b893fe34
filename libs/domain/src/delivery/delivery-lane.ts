import type { HoldReason, ParkReason, ParkSuggestion, WriteClass } from './delivery-event.js';
import type { CanonicalStatus } from './outcome.js';

/** All that one outside system must learn of one dossier, as the lane's facts leave it. */
export interface Lane {
  readonly dossierId: string | null;
  readonly system: string | null;
  readonly deliveries: readonly Delivery[];
  /** The key under which the other side knows the dossier, once it said so. */
  readonly externalKey: string | null;
  /** Node of the status graph that the other side confirmed last. */
  readonly confirmed: string | null;
  /** No call before this instant: the gap that the profile wants between two calls. */
  readonly notBefore: string | null;
  /** `<externalKey>|<contentHash>` of every report that stands here. */
  readonly reports: readonly string[];
  readonly lastReport: { readonly status: CanonicalStatus | null; readonly externalTime: string | null } | null;
}

/** One operation of a lane. */
export interface Delivery {
  readonly seq: number;
  readonly op: string;
  readonly operationClass: WriteClass;
  readonly sourceEventId: string;
  readonly occurredAt: string;
  readonly actor: string;
  readonly target: string | null;
  readonly canFind: boolean;
  readonly resendSafe: boolean;
  readonly resendOf: number | null;
  /** Calls started so far; the next one is `attempts + 1`. */
  readonly attempts: number;
  /** Attempts since planned or released: place in the retry schedule. */
  readonly tries: number;
  readonly unauthenticated: number;
  readonly state: DeliveryState;
}

export type DeliveryState =
  /** `nextAt` null = at once. */
  | { readonly kind: 'toSend'; readonly nextAt: string | null }
  | { readonly kind: 'inFlight'; readonly deadline: string; readonly startedAt: string }
  | {
      readonly kind: 'unknown';
      readonly since: string;
      readonly nextAt: string;
      readonly absentProofs: number;
      readonly failedFinds: number;
    }
  | { readonly kind: 'held'; readonly reasons: readonly HoldReason[] }
  | { readonly kind: 'parked'; readonly reason: ParkReason; readonly suggestion: ParkSuggestion }
  | { readonly kind: 'done' | 'superseded' | 'settled' };

/** What the engine does next with a lane. */
export type NextAction =
  /** Store `StartAttempt{seq, attempt}`, then call. */
  | { readonly kind: 'send'; readonly seq: number; readonly attempt: number }
  /**
   * Look at the other side and store `RecordFinding`. With `lost`, the attempt has no outcome and its deadline passed: store
   * `RecordOutcome` with an `unknown` of reason `connectionLost` for it first, then ask again.
   */
  | { readonly kind: 'reconcile'; readonly seq: number; readonly attempt: number; readonly lost: boolean }
  | { readonly kind: 'wait'; readonly seq: number; readonly until: string }
  | { readonly kind: 'idle' }
  | { readonly kind: 'parked'; readonly seq: number; readonly reason: ParkReason }
  | { readonly kind: 'held'; readonly seq: number; readonly reasons: readonly HoldReason[] };

/** The first delivery that is not finished; everything behind it waits. */
export function headOf(lane: Lane): Delivery | undefined {
  return lane.deliveries.find(
    ({ state }) => state.kind !== 'done' && state.kind !== 'superseded' && state.kind !== 'settled',
  );
}

/**
 * One call at a time: while one is out, even a part of a batch, nothing else is sent.
 *
 * @param now ISO 8601 UTC with milliseconds; instants of one form compare as text
 */
export function nextAction(lane: Lane, now: string): NextAction {
  const out = lane.deliveries.find(({ state }) => state.kind === 'inFlight') ?? headOf(lane);
  if (out === undefined) return { kind: 'idle' };
  const { seq, state, attempts } = out;
  switch (state.kind) {
    case 'held':
      return { kind: 'held', seq, reasons: state.reasons };
    case 'parked':
      return { kind: 'parked', seq, reason: state.reason };
    case 'inFlight':
      if (now < state.deadline) return { kind: 'wait', seq, until: state.deadline };
      return { kind: 'reconcile', seq, attempt: attempts, lost: true };
    case 'unknown':
      if (now < state.nextAt) return { kind: 'wait', seq, until: state.nextAt };
      return { kind: 'reconcile', seq, attempt: attempts, lost: false };
    case 'toSend':
      return whenToSend(lane, out, state.nextAt, now);
    case 'done':
    case 'superseded':
    case 'settled':
      return { kind: 'idle' };
  }
}

function whenToSend(lane: Lane, { seq, attempts }: Delivery, nextAt: string | null, now: string): NextAction {
  const until = [lane.notBefore, nextAt]
    .filter((instant) => instant !== null)
    .toSorted()
    .at(-1);
  if (until !== undefined && now < until) return { kind: 'wait', seq, until };
  return { kind: 'send', seq, attempt: attempts + 1 };
}

/**
 * The deliveries that may go in one call with the head: itself, and for an append the waiting appends of the same operation
 * right behind it, in their order.
 */
export function batchFrom(lane: Lane, seq: number, max: number): readonly Delivery[] {
  const [head, ...behind] = lane.deliveries.slice(seq - 1, seq - 1 + Math.max(1, max));
  if (head === undefined) return [];
  if (head.operationClass !== 'append') return [head];
  const end = behind.findIndex(({ op, state }) => op !== head.op || state.kind !== 'toSend' || state.nextAt !== null);
  return [head, ...(end === -1 ? behind : behind.slice(0, end))];
}
