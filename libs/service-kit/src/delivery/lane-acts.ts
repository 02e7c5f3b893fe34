import { Rejected, type Delivery, type DeliveryCommand, type DeliveryEvent, type Lane } from '@motcua/domain';
import type { Actor } from '../auth/actor.js';
import type { LaneAct, LaneOrder, LaneTarget } from './delivery-engine.js';

/**
 * The command that a person's act means for the lane as it stands.
 * @throws {Rejected} `delivery.unknown`; what else stands against it the lane's own rules say
 */
export function commandOf({ target, act, note, actor }: LaneOrder, lane: Lane, now: string): DeliveryCommand {
  const delivery = lane.deliveries.find(({ seq }) => seq === target.seq);
  if (delivery === undefined) throw new Rejected('delivery.unknown', { seq: target.seq });
  const personal = { note };
  switch (act.kind) {
    case 'retry':
      return { ...releaseOf(target, mayBeThere(delivery) ? 'reconcile' : 'send', actor, now), personal };
    case 'release':
      return { ...releaseOf(target, act.next, actor, now), personal };
    case 'settle': {
      const data = { seq: target.seq, by: actor.subject, evidenceBlobId: act.fileId, now };
      return { type: 'SettleDelivery', data, personal };
    }
    case 'resend':
      return { ...planAgain(target, delivery, actor, now), personal };
  }
}

type Release = Extract<DeliveryCommand, { type: 'ReleaseDelivery' }>;

export function releaseOf(
  { seq }: LaneTarget,
  next: 'send' | 'reconcile',
  { subject: by }: Actor,
  now: string,
): Release {
  return { type: 'ReleaseDelivery', data: { seq, next, by, now } };
}

/** What was refused outright, or never got through, is not there; of all else a look tells, where one can look. */
function mayBeThere({ canFind, attempts, state }: Delivery): boolean {
  if (!canFind || attempts === 0 || state.kind !== 'parked') return false;
  return !['rejected', 'unauthenticated', 'exhausted'].includes(state.reason);
}

function planAgain(
  { system, dossierId, seq }: LaneTarget,
  { op, operationClass, sourceEventId, occurredAt, canFind, resendSafe }: Delivery,
  actor: Actor,
  now: string,
): Extract<DeliveryCommand, { type: 'PlanDelivery' }> {
  // a step of a status graph is planned by its target alone
  if (operationClass === 'transition') throw new Rejected('delivery.unknown', { seq });
  const plan = { system, dossierId, op, operationClass, sourceEventId, occurredAt, canFind, resendSafe };
  return { type: 'PlanDelivery', data: { ...plan, actor: actor.subject, resendOf: seq, now } };
}

/** The delivery that goes on by the facts of an act. */
export function seqOf(act: LaneAct, target: LaneTarget, facts: readonly DeliveryEvent[]): number {
  if (act.kind !== 'resend') return target.seq;
  return facts.find((fact) => fact.type === 'DeliveryPlanned')?.data.seq ?? target.seq;
}
