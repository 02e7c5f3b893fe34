import type { Decider } from '../decider.js';
import type { DeliveryCommand } from './delivery-command.js';
import type { DeliveryEvent } from './delivery-event.js';
import type { Lane } from './delivery-lane.js';
import { emptyLane, evolveLane } from './evolve-lane.js';
import type { LanePolicy } from './lane-policy.js';
import { holdDelivery, releaseDelivery, reportExternalStatus, settleDelivery, startAttempt } from './operate-lane.js';
import { planDelivery, planTransition } from './plan-delivery.js';
import { recordFinding, recordOutcome } from './record-outcome.js';

/**
 * The decisions of a lane `delivery-<system>-<dossierId>`: strictly by `seq`, one call in flight, nothing merged but unsent
 * snapshots, nothing resent that may have happened.
 */
export function deliveryDecider(policy: LanePolicy): Decider<Lane, DeliveryCommand, DeliveryEvent> {
  return {
    initialState: () => emptyLane,
    evolve: evolveLane,
    decide: (command, lane) => decide(command, lane, policy),
  };
}

function decide(command: DeliveryCommand, lane: Lane, policy: LanePolicy): DeliveryEvent[] {
  switch (command.type) {
    case 'PlanDelivery':
      return planDelivery(command, lane);
    case 'PlanTransition':
      return planTransition(command, lane);
    case 'StartAttempt':
      return startAttempt(command, lane, policy);
    case 'RecordOutcome':
      return recordOutcome(command, lane, policy);
    case 'RecordFinding':
      return recordFinding(command, lane, policy);
    case 'HoldDelivery':
      return holdDelivery(command, lane);
    case 'ReleaseDelivery':
      return releaseDelivery(command, lane);
    case 'SettleDelivery':
      return settleDelivery(command, lane);
    case 'ReportExternalStatus':
      return reportExternalStatus(command, lane);
  }
}
