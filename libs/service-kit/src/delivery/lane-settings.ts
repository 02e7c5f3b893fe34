import { defaultLanePolicy, type LanePolicy } from '@motcua/domain';
import type { WireProfile } from '../wire/wire-profile.js';
import type { LaneOperation } from './delivery-system.js';

/** A ticket may have to be fetched first, twice, and the call may queue for its turn. */
const slackMs = 120_000;

/** The patience of a system's lanes, by its profile; the schedule is the product's. */
export function lanePolicyOf(profile: WireProfile): LanePolicy {
  const longest = Math.max(0, ...Object.values(profile.operations).map(({ timeoutMs }) => timeoutMs));
  const { visibilityLagMs, absentProofs } = profile.reconcile ?? defaultLanePolicy;
  return {
    ...defaultLanePolicy,
    visibilityLagMs,
    absentProofs,
    minGapMs: profile.transitions?.minGapMs ?? 0,
    callDeadlineMs: 2 * longest + slackMs,
  };
}

/**
 * How the engine may treat an operation of a profile.
 * @param canFind whether the profile's `reconcile` operation shows this operation's effect
 * @throws {RangeError} for a read, which is never planned, or an operation that the profile does not have
 */
export function laneOperationOf(profile: WireProfile, name: string, canFind: boolean): LaneOperation {
  const operation = Object.hasOwn(profile.operations, name) ? profile.operations[name] : undefined;
  if (operation === undefined || operation.class === 'read') {
    throw new RangeError(`${profile.profile} has no writing operation ${name}`);
  }
  return {
    operationClass: operation.class,
    canFind: canFind && profile.reconcile !== undefined,
    resendSafe: operation.resendSafe,
    maxPerCall: operation.class === 'append' ? profile.limits.maxPerCall : 1,
  };
}
