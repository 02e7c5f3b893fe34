import type { Delivery, Finding, Lane, LanePolicy, Outcome, WriteClass } from '@motcua/domain';
import type { CallContext, Prepared } from '../wire/ports.js';

/** How the engine may treat an operation; numbers and flags of the wire profile. */
export interface LaneOperation {
  readonly operationClass: WriteClass;
  /** Whether `find` can tell if the operation's effect is there. */
  readonly canFind: boolean;
  readonly resendSafe: boolean;
  /** Append operations only: how many consecutive deliveries may go in one call, in their order. Default 1. */
  readonly maxPerCall?: number;
}

/** What an app brings along for one outside system. Personal data is read here, at the moment of sending, and kept nowhere. */
export abstract class DeliverySystem {
  /** e.g. `lltp.g1`; part of the lane's stream name. */
  abstract readonly system: string;
  abstract readonly policy: LanePolicy;
  abstract readonly operations: Readonly<Record<string, LaneOperation>>;

  /**
   * Builds the view of the dossier and makes the call ready.
   * @param deliveries one, or several of one append operation in their order
   */
  abstract prepare(deliveries: readonly Delivery[], lane: Lane): Promise<Prepared<unknown>>;

  /** Asks the other side whether the delivery's effect is there. Never throws for what it answers. */
  abstract find(delivery: Delivery, lane: Lane, context: CallContext): Promise<Finding>;

  /** Called after the outcome of a delivery is stored; at least once, so it must be idempotent (commandId from the seq). */
  onOutcome?(delivery: Delivery, lane: Lane, outcome: Outcome<unknown>): Promise<void>;

  /** Called when a delivery was held or parked: the policy raises its task. At least once, so it must be idempotent. */
  onStopped?(delivery: Delivery, lane: Lane): Promise<void>;
}
