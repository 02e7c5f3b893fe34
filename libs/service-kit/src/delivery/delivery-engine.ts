import type { CanonicalStatus, Lane, OperationPlan, StatusFacts, StatusGraph } from '@motcua/domain';
import type { Actor } from '../auth/actor.js';

/** A fact of the dossier that a system must learn of. `canFind` and `resendSafe` come from the system's operation. */
export type DeliveryRequest = Pick<
  OperationPlan,
  'dossierId' | 'system' | 'op' | 'sourceEventId' | 'occurredAt' | 'actor'
>;

/** What an outside system reported, by poll or push. */
export interface StatusReport {
  readonly dossierId: string;
  readonly system: string;
  readonly externalKey: string | null;
  readonly rawStatus: string;
  /** Null when the profile does not map it: a person is asked. */
  readonly status: CanonicalStatus | null;
  readonly externalTime: string | null;
  /** The system's words; sealed. */
  readonly text: string;
}

/**
 * Sends what the lanes hold. Every lane (system, dossier) is a stream; one call at a time, strictly in order; lanes know nothing
 * of one another. Any number of instances may run: a due lane is claimed by one, and the stream's version fences the rest.
 */
export abstract class DeliveryEngine {
  /** Plans once per (op, sourceEventId) and wakes the lane. A fact told again plans nothing: a replay sends nothing. */
  abstract plan(request: DeliveryRequest): Promise<void>;

  /** Plans the steps to a state of the system's graph, missing prerequisites included. */
  abstract planTransition(
    request: DeliveryRequest & { readonly target: string; readonly graph: StatusGraph; readonly facts: StatusFacts },
  ): Promise<void>;

  /**
   * Has a lane looked at, at once. For whoever hears a fact again whose messages stand in the lane already: the process that
   * planned them may have died before it woke the lane.
   */
  abstract wake(system: string, dossierId: string): Promise<void>;

  /**
   * Stores what a system reported, before it is acknowledged. What follows from it must be done whatever the answer is: the
   * process may have died between the two.
   * @returns false when this very report stands there already
   */
  abstract report(report: StatusReport): Promise<boolean>;

  /** Does what is due in a lane, until it waits, stops or is done. @returns when it wants to be woken again */
  abstract advance(system: string, dossierId: string): Promise<string | undefined>;

  abstract lane(system: string, dossierId: string): Promise<Lane>;

  /** The app itself lets a held or parked delivery go on: what stopped it may be gone. @throws {Rejected} */
  abstract release(target: LaneTarget): Promise<void>;

  /**
   * What a person does about a delivery: a fact of the lane with its author, the reason sealed. An order told again is answered
   * as the first time and does nothing.
   * @throws {Rejected} @throws {CommandIdReused} the order is known with other content
   */
  abstract act(order: LaneOrder): Promise<LaneActed>;
}

export type LaneAct =
  /** A held or parked delivery goes on the safe way: where it may have arrived, the other side is looked at first. */
  | { readonly kind: 'retry' }
  /** The person chooses the way. */
  | { readonly kind: 'release'; readonly next: 'send' | 'reconcile' }
  /** It was done by hand; the file proves it. */
  | { readonly kind: 'settle'; readonly fileId: string }
  /** A new delivery of the same fact; the old one stays as it is. */
  | { readonly kind: 'resend' };

/** One person's act on one delivery. */
export interface LaneOrder {
  readonly target: LaneTarget;
  readonly act: LaneAct;
  /** Why; sealed. */
  readonly note: string;
  readonly actor: Actor;
  /** See `commandIdOf`. */
  readonly commandId: string;
}

export interface LaneActed {
  /** The delivery that goes on: of a resend the new one. */
  readonly seq: number;
  /** Facts in the lane after the act. */
  readonly version: number;
}

export interface LaneTarget {
  readonly system: string;
  readonly dossierId: string;
  readonly seq: number;
}
