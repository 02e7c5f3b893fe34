import type { Delivery, Finding, Lane, LanePolicy, WriteClass } from '@motcua/domain';
import type { CallContext, Prepared } from '../wire/ports.js';

/** How the engine may treat an operation; numbers and flags of the wire profile (see `laneOperationOf`). */
export interface LaneOperation {
  readonly operationClass: WriteClass;
  /** Whether `find` can tell if the operation's effect is there. */
  readonly canFind: boolean;
  readonly resendSafe: boolean;
  /** Append operations only: how many consecutive deliveries may go in one call, in their order. */
  readonly maxPerCall: number;
}

/** What an app brings along for one outside system. Personal data is read here, at the moment of sending, and kept nowhere. */
export abstract class DeliverySystem {
  /** e.g. `lltp.g1`; part of the lane's stream name. */
  abstract readonly system: string;
  abstract readonly policy: LanePolicy;
  abstract readonly operations: Readonly<Record<string, LaneOperation>>;

  /**
   * Builds the view of the dossier from its stream and makes the call ready. A throw means that a dependency of ours is down:
   * nothing was sent, and it is tried again.
   * @param deliveries one, or several of one append operation in their order
   */
  abstract prepare(deliveries: readonly Delivery[], lane: Lane): Promise<Prepared<unknown>>;

  /** Asks the other side whether the delivery's effect is there. Never throws for what it answers. */
  abstract find(delivery: Delivery, lane: Lane, context: CallContext): Promise<Finding>;

  /**
   * What follows from the lane as it stands now (a task for an officer when it is held or parked, the first poll after an
   * acceptance). Called whenever the engine leaves a lane, at least once after every change: the commands it issues must have ids
   * that are made from the lane's facts.
   */
  onLeft?(lane: Lane): Promise<void>;
}
