import type { DeliveryCommandOf } from './delivery-command.js';
import type { DeliveryEvent, ParkReason, ParkSuggestion } from './delivery-event.js';
import type { Delivery, Lane } from './delivery-lane.js';
import { deliveryOf, dossierOf, type OutcomeData, refuse } from './lane-guards.js';
import { after, type LanePolicy, retryDelay } from './lane-policy.js';
import type { Finding, Outcome } from './outcome.js';

/** What follows from an outcome: the lane's next move, and why it stops when it does. */
interface Verdict {
  readonly next: OutcomeData['next'];
  readonly nextAt: string | null;
  readonly park?: { readonly reason: ParkReason; readonly suggestion: ParkSuggestion };
  readonly countsAsProof?: boolean;
}

/** Unknown never equals absent: what cannot be looked up and not be repeated waits for a person. */
export function recordOutcome(
  { data }: DeliveryCommandOf<'RecordOutcome'>,
  lane: Lane,
  policy: LanePolicy,
): DeliveryEvent[] {
  const { seq, attempt, outcome, jitter, now } = data;
  const delivery = deliveryOf(lane, seq);
  if (delivery.state.kind !== 'inFlight' || delivery.attempts !== attempt)
    refuse('delivery.attempt-not-running', { seq, attempt });
  const verdict = verdictOn(outcome, delivery, policy, jitter, now);
  const recorded: DeliveryEvent = {
    type: 'DeliveryOutcomeRecorded',
    data: {
      dossierId: dossierOf(lane),
      seq,
      attempt,
      via: 'call',
      kind: outcome.kind,
      ...codesOf(outcome),
      next: verdict.next,
      nextAt: verdict.nextAt,
      countsAsProof: false,
      recordedAt: now,
    },
    ...said(outcome),
  };
  return [recorded, ...parked(lane, seq, verdict, now)];
}

function codesOf(outcome: Outcome<unknown>): Pick<OutcomeData, 'reason' | 'code' | 'externalKey' | 'exchange'> {
  return {
    reason: 'reason' in outcome ? outcome.reason : null,
    code: 'code' in outcome ? (outcome.code ?? null) : null,
    externalKey: 'externalKey' in outcome ? (outcome.externalKey ?? null) : null,
    exchange: outcome.exchange ?? null,
  };
}

/** The other side's own words may quote the applicant: sealed. */
function said(
  outcome: Outcome<unknown>,
): Pick<Extract<DeliveryEvent, { type: 'DeliveryOutcomeRecorded' }>, 'personal'> {
  if (outcome.kind !== 'rejected' && outcome.kind !== 'conflict') return {};
  return { personal: { message: outcome.message, fields: outcome.kind === 'rejected' ? (outcome.fields ?? []) : [] } };
}

function verdictOn(
  outcome: Outcome<unknown>,
  delivery: Delivery,
  policy: LanePolicy,
  jitter: number,
  now: string,
): Verdict {
  switch (outcome.kind) {
    case 'accepted':
    case 'alreadyAccepted':
      return done(policy, now);
    case 'rejected':
      return park('rejected', 'correct-data');
    case 'conflict':
      return park('conflict', 'check-there');
    case 'unauthenticated':
      // the first time the caller renews its credentials and the call is made again at once
      return delivery.unauthenticated === 0
        ? { next: 'send', nextAt: now }
        : park('unauthenticated', 'renew-credentials');
    case 'retryable':
      return again(delivery, policy, jitter, now, outcome.retryAfterMs);
    case 'unknown':
      if (delivery.canFind) return { next: 'reconcile', nextAt: now };
      if (delivery.resendSafe) return again(delivery, policy, jitter, now);
      return park('unknown-not-reconcilable', 'check-there');
  }
}

function done({ minGapMs }: LanePolicy, now: string): Verdict {
  return { next: 'done', nextAt: minGapMs > 0 ? after(now, minGapMs) : null };
}

function park(reason: ParkReason, suggestion: ParkSuggestion): Verdict {
  return { next: 'park', nextAt: null, park: { reason, suggestion } };
}

function again(delivery: Delivery, policy: LanePolicy, jitter: number, now: string, retryAfterMs?: number): Verdict {
  const delay = retryDelay(policy, delivery.tries, jitter, retryAfterMs);
  return delay === undefined ? park('exhausted', 'retry-later') : { next: 'send', nextAt: after(now, delay) };
}

/** What a look at the other side says about an attempt whose outcome is unknown. */
export function recordFinding(
  { data }: DeliveryCommandOf<'RecordFinding'>,
  lane: Lane,
  policy: LanePolicy,
): DeliveryEvent[] {
  const { seq, attempt, finding, jitter, now } = data;
  const delivery = deliveryOf(lane, seq);
  if (delivery.state.kind !== 'unknown' || delivery.attempts !== attempt)
    return refuse('delivery.not-to-reconcile', { seq, attempt });
  const verdict = verdictOnFinding(finding, delivery, delivery.state, policy, { jitter, now });
  const recorded: DeliveryEvent = {
    type: 'DeliveryOutcomeRecorded',
    data: {
      dossierId: dossierOf(lane),
      seq,
      attempt,
      via: 'find',
      kind: finding.kind === 'failed' ? 'findFailed' : finding.kind,
      reason: null,
      code: null,
      externalKey: finding.kind === 'present' ? (finding.externalKey ?? null) : null,
      exchange: finding.exchange ?? null,
      next: verdict.next,
      nextAt: verdict.nextAt,
      countsAsProof: verdict.countsAsProof ?? false,
      recordedAt: now,
    },
  };
  return [recorded, ...parked(lane, seq, verdict, now)];
}

type UnknownState = Extract<Delivery['state'], { kind: 'unknown' }>;

function verdictOnFinding(
  finding: Finding,
  delivery: Delivery,
  unknown: UnknownState,
  policy: LanePolicy,
  { jitter, now }: { jitter: number; now: string },
): Verdict {
  switch (finding.kind) {
    case 'present':
      return done(policy, now);
    case 'absent':
      return absent(delivery, unknown, policy, jitter, now);
    case 'failed': {
      const delay = finding.retryable ? retryDelay(policy, unknown.failedFinds + 1, jitter) : undefined;
      if (delay === undefined) return park('find-failed', 'check-there');
      return { next: 'reconcile', nextAt: after(now, Math.max(delay, policy.absentProofGapMs)) };
    }
  }
}

/** An "absent" proves something only once an effect must have become visible; enough of them allow the resend. */
function absent(delivery: Delivery, unknown: UnknownState, policy: LanePolicy, jitter: number, now: string): Verdict {
  const visibleFrom = after(unknown.since, policy.visibilityLagMs);
  const countsAsProof = now >= visibleFrom;
  if (countsAsProof && unknown.absentProofs + 1 >= policy.absentProofs) {
    return { ...again(delivery, policy, jitter, now), countsAsProof };
  }
  const nextLook = after(now, policy.absentProofGapMs);
  return { next: 'reconcile', nextAt: countsAsProof || nextLook > visibleFrom ? nextLook : visibleFrom, countsAsProof };
}

function parked(lane: Lane, seq: number, { park: stop }: Verdict, now: string): DeliveryEvent[] {
  if (stop === undefined) return [];
  const { reason, suggestion } = stop;
  return [{ type: 'DeliveryParked', data: { dossierId: dossierOf(lane), seq, reason, suggestion, parkedAt: now } }];
}
