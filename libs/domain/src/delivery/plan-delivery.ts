import type { DeliveryCommandOf, OperationPlan } from './delivery-command.js';
import type { DeliveryEvent, HoldReason, WriteClass } from './delivery-event.js';
import type { Delivery, Lane } from './delivery-lane.js';
import { deliveryOf, refuse } from './lane-guards.js';
import { planTransitions, type StatusFact } from './transition-planner.js';

/**
 * One fact of the dossier becomes one delivery of the lane, once: a redelivered or replayed event plans nothing. An explicit
 * resend names the finished delivery that it repeats.
 */
export function planDelivery({ data, personal }: DeliveryCommandOf<'PlanDelivery'>, lane: Lane): DeliveryEvent[] {
  const { resendOf, operationClass } = data;
  if (resendOf === null && isPlanned(lane, data)) return [];
  if (resendOf !== null) finished(deliveryOf(lane, resendOf), lane);
  const seq = lane.deliveries.length + 1;
  const plan = planned(seq, data, { operationClass, target: null, resendOf, now: data.now });
  return [
    personal === undefined ? plan : { ...plan, personal },
    ...(operationClass === 'upsert' ? superseded(lane, data, seq) : []),
  ];
}

function isPlanned(lane: Lane, { op, sourceEventId }: Pick<OperationPlan, 'op' | 'sourceEventId'>): boolean {
  return lane.deliveries.some((one) => one.op === op && one.sourceEventId === sourceEventId);
}

function finished({ seq, state }: Delivery, lane: Lane): void {
  if (state.kind !== 'done' && state.kind !== 'settled') refuse('delivery.resend-unfinished', { seq });
  const running = lane.deliveries.some((one) => one.resendOf === seq && !isOver(one));
  if (running) refuse('delivery.resend-unfinished', { seq });
}

function isOver({ state }: Delivery): boolean {
  return state.kind === 'done' || state.kind === 'settled' || state.kind === 'superseded';
}

/**
 * Unsent older snapshots of the same operation that the new one makes needless: never the first insert, and never across an
 * append, a transition or a creation.
 */
function superseded(lane: Lane, { dossierId, op, now }: OperationPlan & { now: string }, by: number): DeliveryEvent[] {
  const lastOther = lane.deliveries.findLastIndex((one) => one.operationClass !== 'upsert');
  const first = lane.deliveries.find((one) => one.op === op && one.state.kind !== 'superseded');
  return lane.deliveries
    .slice(lastOther + 1)
    .filter((one) => one.op === op && one !== first && isUnsent(one))
    .map(({ seq }) => ({ type: 'DeliverySuperseded', data: { dossierId, seq, supersededBy: by, supersededAt: now } }));
}

function isUnsent({ attempts, state, resendOf }: Delivery): boolean {
  return attempts === 0 && resendOf === null && (state.kind === 'toSend' || state.kind === 'held');
}

/**
 * The steps to a state of the other side's graph. What cannot be reached becomes a conflict without a call; a step without its
 * lifecycle event is held with the names of the missing nodes.
 */
export function planTransition({ data }: DeliveryCommandOf<'PlanTransition'>, lane: Lane): DeliveryEvent[] {
  if (isPlanned(lane, data)) return [];
  const { graph, target, facts, occurredAt, actor, sourceEventId } = data;
  const own = { ...facts, [target]: { sourceEventId, occurredAt, actor } };
  const plan = planTransitions(graph, lastTarget(lane) ?? graph.initial, target, own);
  switch (plan.kind) {
    case 'nothing':
      return [];
    case 'steps':
      return plan.steps
        .filter(
          (step) => step.target === target || !isPlanned(lane, { op: data.op, sourceEventId: step.sourceEventId }),
        )
        .map((step, index) => transition(lane.deliveries.length + 1 + index, data, step, step.target));
    case 'held': {
      const reasons = plan.missing.map((subject) => ({ code: 'no-lifecycle-event', subject }));
      return held(lane, data, own[target]!, reasons);
    }
    case 'conflict':
      return conflict(lane, data, own[target]!, plan.code);
  }
}

/** Where the lane will be once everything before is through. */
function lastTarget(lane: Lane): string | null {
  const open = lane.deliveries.findLast((one) => one.target !== null && isOpenOrDone(one));
  return open?.target ?? lane.confirmed;
}

function isOpenOrDone({ state }: Delivery): boolean {
  return state.kind !== 'superseded' && !(state.kind === 'parked' && state.reason === 'conflict');
}

type TransitionData = DeliveryCommandOf<'PlanTransition'>['data'];

function transition(seq: number, data: TransitionData, fact: StatusFact, target: string): DeliveryEvent {
  const { sourceEventId, occurredAt, actor } = fact;
  const plan = { ...data, sourceEventId, occurredAt, actor };
  return planned(seq, plan, { operationClass: 'transition', target, resendOf: null, now: data.now });
}

function held(lane: Lane, data: TransitionData, fact: StatusFact, reasons: readonly HoldReason[]): DeliveryEvent[] {
  const seq = lane.deliveries.length + 1;
  const { dossierId, target, now } = data;
  return [
    transition(seq, data, fact, target),
    { type: 'DeliveryHeld', data: { dossierId, seq, reasons, heldAt: now } },
  ];
}

function conflict(lane: Lane, data: TransitionData, fact: StatusFact, code: string): DeliveryEvent[] {
  const seq = lane.deliveries.length + 1;
  const { dossierId, target, now } = data;
  return [
    transition(seq, data, fact, target),
    {
      type: 'DeliveryOutcomeRecorded',
      data: {
        dossierId,
        seq,
        attempt: 0,
        via: 'planner',
        kind: 'conflict',
        reason: null,
        code,
        externalKey: null,
        exchange: null,
        next: 'park',
        nextAt: null,
        countsAsProof: false,
        recordedAt: now,
      },
    },
    {
      type: 'DeliveryParked',
      data: { dossierId, seq, reason: 'conflict', suggestion: 'check-there', parkedAt: now },
    },
  ];
}

function planned(
  seq: number,
  { dossierId, system, op, sourceEventId, occurredAt, actor, canFind, resendSafe }: OperationPlan,
  how: { operationClass: WriteClass; target: string | null; resendOf: number | null; now: string },
): Extract<DeliveryEvent, { type: 'DeliveryPlanned' }> {
  const { operationClass, target, resendOf, now } = how;
  return {
    type: 'DeliveryPlanned',
    data: {
      dossierId,
      system,
      seq,
      op,
      operationClass,
      sourceEventId,
      occurredAt,
      actor,
      target,
      canFind,
      resendSafe,
      resendOf,
      plannedAt: now,
    },
  };
}
