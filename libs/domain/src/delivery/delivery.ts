import type { Decider } from '../decider.js';
import type { DeliveryCommand } from './delivery-command.js';
import type { DeliveryEvent } from './delivery-event.js';
import type { Lane } from './delivery-lane.js';

/** How patient a lane is; numbers of the wire profile, milliseconds. */
export interface LanePolicy {
  /** Delay before attempt n (index n - 1), before jitter. */
  readonly retryDelaysMs: readonly number[];
  /** How long an effect may stay invisible to `find` on the other side. */
  readonly visibilityLagMs: number;
  /** Consistent `absent` answers, after the lag, that prove that nothing happened. */
  readonly absentProofs: number;
  readonly absentProofGapMs: number;
  /** Least time between two calls of one lane. */
  readonly minGapMs: number;
  /** After this an attempt without outcome counts as lost. */
  readonly callDeadlineMs: number;
}

/** The decisions of a lane `delivery-<system>-<dossierId>`. */
export function deliveryDecider(_policy: LanePolicy): Decider<Lane, DeliveryCommand, DeliveryEvent> {
  throw new Error('being built');
}
