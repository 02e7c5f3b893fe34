import type { DeliveryEvent } from './delivery-event.js';
import type { Delivery, DeliveryState, Lane } from './delivery-lane.js';
import type { OutcomeData } from './lane-guards.js';

export const emptyLane: Lane = {
  dossierId: null,
  system: null,
  deliveries: [],
  externalKey: null,
  confirmed: null,
  notBefore: null,
  reports: [],
  lastReport: null,
};

/** Folds one fact into a lane. Total: facts of deliveries that were never planned, or are over, change nothing. */
export function evolveLane(lane: Lane, event: DeliveryEvent): Lane {
  switch (event.type) {
    case 'DeliveryPlanned':
      return withPlanned(lane, event.data);
    case 'DeliveryAttemptStarted': {
      const { seq, attempt, startedAt, deadline } = event.data;
      return change(lane, seq, (one) => ({
        attempts: attempt,
        tries: one.tries + 1,
        state: { kind: 'inFlight', startedAt, deadline },
      }));
    }
    case 'DeliveryOutcomeRecorded':
      return withOutcome(lane, event.data);
    case 'DeliverySuperseded':
      return change(lane, event.data.seq, () => ({ state: { kind: 'superseded' } }));
    case 'DeliveryHeld': {
      const { seq, reasons } = event.data;
      return change(lane, seq, () => ({ state: { kind: 'held', reasons } }));
    }
    case 'DeliveryParked': {
      const { seq, reason, suggestion } = event.data;
      return change(lane, seq, () => ({ state: { kind: 'parked', reason, suggestion } }));
    }
    case 'DeliveryReleased': {
      const { seq, next, releasedAt } = event.data;
      return change(lane, seq, () => ({ tries: 0, unauthenticated: 0, state: released(next, releasedAt) }));
    }
    case 'DeliverySettledByOperator':
      return confirm(
        change(lane, event.data.seq, () => ({ state: { kind: 'settled' } })),
        event.data.seq,
      );
    case 'ExternalStatusReported':
      return withReport(lane, event.data);
  }
}

type DataOf<Type extends DeliveryEvent['type']> = Extract<DeliveryEvent, { type: Type }>['data'];

function withPlanned(lane: Lane, data: DataOf<'DeliveryPlanned'>): Lane {
  if (data.seq !== lane.deliveries.length + 1) return lane;
  const { seq, op, operationClass, sourceEventId, occurredAt, actor, target, canFind, resendSafe, resendOf } = data;
  const delivery: Delivery = {
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
    attempts: 0,
    tries: 0,
    unauthenticated: 0,
    state: { kind: 'toSend', nextAt: null },
  };
  return { ...lane, dossierId: data.dossierId, system: data.system, deliveries: [...lane.deliveries, delivery] };
}

function withOutcome(lane: Lane, data: OutcomeData): Lane {
  const { seq, kind, recordedAt, next, nextAt } = data;
  const changed = change(lane, seq, (one) => ({
    unauthenticated: kind === 'unauthenticated' ? one.unauthenticated + 1 : 0,
    state: stateAfter(one, data),
  }));
  if (next !== 'done') return changed;
  const known = { ...changed, externalKey: data.externalKey ?? lane.externalKey, notBefore: nextAt ?? recordedAt };
  return confirm(known, seq);
}

function stateAfter({ state }: Delivery, data: OutcomeData): DeliveryState {
  const { next, nextAt, recordedAt, countsAsProof, kind } = data;
  switch (next) {
    case 'done':
      return { kind: 'done' };
    case 'send':
      return { kind: 'toSend', nextAt };
    case 'park':
      return state; // the DeliveryParked beside it says why
    case 'reconcile': {
      const before = state.kind === 'unknown' ? state : { since: recordedAt, absentProofs: 0, failedFinds: 0 };
      return {
        kind: 'unknown',
        since: before.since,
        nextAt: nextAt ?? recordedAt,
        absentProofs: before.absentProofs + (countsAsProof ? 1 : 0),
        failedFinds: kind === 'findFailed' ? before.failedFinds + 1 : 0,
      };
    }
  }
}

function released(next: 'send' | 'reconcile', at: string): DeliveryState {
  if (next === 'send') return { kind: 'toSend', nextAt: null };
  return { kind: 'unknown', since: at, nextAt: at, absentProofs: 0, failedFinds: 0 };
}

/** The other side is now where this delivery led it. */
function confirm(lane: Lane, seq: number): Lane {
  const target = lane.deliveries.find((one) => one.seq === seq)?.target ?? null;
  return target === null ? lane : { ...lane, confirmed: target };
}

function withReport(lane: Lane, data: DataOf<'ExternalStatusReported'>): Lane {
  const { dossierId, system, externalKey, contentHash, status, externalTime, regression } = data;
  return {
    ...lane,
    dossierId,
    system,
    externalKey: lane.externalKey ?? externalKey,
    reports: [...lane.reports, `${externalKey ?? ''}|${contentHash}`],
    lastReport: regression ? lane.lastReport : { status: status ?? lane.lastReport?.status ?? null, externalTime },
  };
}

function change(lane: Lane, seq: number, by: (delivery: Delivery) => Partial<Delivery>): Lane {
  return {
    ...lane,
    deliveries: lane.deliveries.map((one) => (one.seq === seq && !isOver(one.state) ? { ...one, ...by(one) } : one)),
  };
}

function isOver({ kind }: DeliveryState): boolean {
  return kind === 'done' || kind === 'superseded' || kind === 'settled';
}
