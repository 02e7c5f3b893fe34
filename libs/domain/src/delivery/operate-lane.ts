import type { DeliveryCommandOf } from './delivery-command.js';
import type { DeliveryEvent } from './delivery-event.js';
import { batchFrom, type Delivery, type Lane, nextAction } from './delivery-lane.js';
import { deliveryOf, dossierOf, refuse } from './lane-guards.js';
import { after, type LanePolicy } from './lane-policy.js';

/** Strictly the next one, and only when nothing else is in flight; appends may take those right behind them along. */
export function startAttempt(
  { data }: DeliveryCommandOf<'StartAttempt'>,
  lane: Lane,
  policy: LanePolicy,
): DeliveryEvent[] {
  const { seq, attempt, through = seq, now } = data;
  const next = nextAction(lane, now);
  if (next.kind !== 'send' || next.seq !== seq || next.attempt !== attempt)
    refuse('delivery.not-next', { seq, attempt, next: next.kind });
  const batch = batchFrom(lane, seq, through - seq + 1);
  if (batch.at(-1)?.seq !== through) refuse('delivery.not-next', { seq, through });
  const deadline = after(now, policy.callDeadlineMs);
  const dossierId = dossierOf(lane);
  return batch.map((one) => ({
    type: 'DeliveryAttemptStarted',
    data: { dossierId, seq: one.seq, attempt: one.attempts + 1, startedAt: now, deadline },
  }));
}

/** Something mandatory is missing: no call, no placeholder. */
export function holdDelivery({ data }: DeliveryCommandOf<'HoldDelivery'>, lane: Lane): DeliveryEvent[] {
  const { seq, reasons, now } = data;
  const { state } = deliveryOf(lane, seq);
  if (reasons.length === 0) refuse('delivery.reasons-required');
  if (state.kind === 'held') return sameReasons(state.reasons, reasons) ? [] : [held(lane, seq, reasons, now)];
  if (state.kind !== 'toSend') refuse('delivery.already-called', { seq });
  return [held(lane, seq, reasons, now)];
}

type Held = Extract<DeliveryEvent, { type: 'DeliveryHeld' }>;

function held(lane: Lane, seq: number, reasons: Held['data']['reasons'], now: string): Held {
  return { type: 'DeliveryHeld', data: { dossierId: dossierOf(lane), seq, reasons, heldAt: now } };
}

function sameReasons(one: Held['data']['reasons'], other: Held['data']['reasons']): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** After an unknown outcome the way on leads through a look, wherever the other side can be looked at. */
export function releaseDelivery({ data, personal }: DeliveryCommandOf<'ReleaseDelivery'>, lane: Lane): DeliveryEvent[] {
  const { seq, next, by, now } = data;
  const delivery = stuck(lane, seq);
  if (next === 'reconcile' && (!delivery.canFind || delivery.attempts === 0)) refuse('delivery.cannot-look', { seq });
  if (next === 'send' && delivery.canFind && isUnknown(delivery)) refuse('delivery.unknown-needs-look', { seq });
  const released = { dossierId: dossierOf(lane), seq, next, by, releasedAt: now };
  return [{ type: 'DeliveryReleased', data: released, ...(personal === undefined ? {} : { personal }) }];
}

function isUnknown({ state }: Delivery): boolean {
  return state.kind === 'parked' && (state.reason === 'unknown-not-reconcilable' || state.reason === 'find-failed');
}

/** Done by hand on the other side: the evidence stands in the lane. */
export function settleDelivery({ data, personal }: DeliveryCommandOf<'SettleDelivery'>, lane: Lane): DeliveryEvent[] {
  const { seq, by, evidenceBlobId, now } = data;
  stuck(lane, seq);
  if (evidenceBlobId.trim() === '' || personal.note.trim() === '') refuse('delivery.evidence-required');
  return [
    {
      type: 'DeliverySettledByOperator',
      data: { dossierId: dossierOf(lane), seq, by, evidenceBlobId, settledAt: now },
      personal: { note: personal.note },
    },
  ];
}

function stuck(lane: Lane, seq: number): Delivery {
  const delivery = deliveryOf(lane, seq);
  if (delivery.state.kind !== 'held' && delivery.state.kind !== 'parked') refuse('delivery.not-stuck', { seq });
  return delivery;
}

/** Reports come at least once and in any order: each stands here once, what looks like a step back is marked. */
export function reportExternalStatus(
  { data, personal }: DeliveryCommandOf<'ReportExternalStatus'>,
  lane: Lane,
): DeliveryEvent[] {
  const { dossierId, system, externalKey, contentHash, rawStatus, status, externalTime, now } = data;
  if (lane.reports.includes(`${externalKey ?? ''}|${contentHash}`)) return [];
  return [
    {
      type: 'ExternalStatusReported',
      data: {
        dossierId,
        system,
        externalKey,
        contentHash,
        rawStatus,
        status,
        externalTime,
        regression: isRegression(lane, status, externalTime),
        reportedAt: now,
      },
      personal: { text: personal.text },
    },
  ];
}

function isRegression({ lastReport }: Lane, status: number | null, externalTime: string | null): boolean {
  if (lastReport === null) return false;
  const older =
    externalTime !== null &&
    lastReport.externalTime !== null &&
    Date.parse(externalTime) < Date.parse(lastReport.externalTime);
  // 5 and 6 are waiting rooms beside 4, not steps behind it
  const rank = (code: number): number => (code === 5 || code === 6 ? 4 : code);
  const behind = status !== null && lastReport.status !== null && rank(status) < rank(lastReport.status);
  return older || behind;
}
