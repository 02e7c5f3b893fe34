import { describe, expect, it } from '@jest/globals';
import { MONDAY } from '@motcua/testing';
import fc from 'fast-check';
import { Rejected } from '../rejected.js';
import type { DeliveryCommand } from './delivery-command.js';
import type { DeliveryEvent, WriteClass } from './delivery-event.js';
import { type Lane, nextAction } from './delivery-lane.js';
import { deliveryDecider } from './delivery.js';
import { defaultLanePolicy } from './lane-policy.js';
import type { Finding, Outcome } from './outcome.js';

const decider = deliveryDecider(defaultLanePolicy);
const dossierId = '7b0c6f4e-0000-4000-8000-000000000001';

const outcomes: readonly Outcome<unknown>[] = [
  { kind: 'accepted', value: null, exchange: 'x' },
  { kind: 'alreadyAccepted', exchange: 'x' },
  { kind: 'rejected', message: '', exchange: 'x' },
  { kind: 'retryable', reason: 'gateway' },
  { kind: 'unauthenticated', exchange: 'x' },
  { kind: 'unknown', reason: 'timeoutAfterSend' },
];
const findings: readonly Finding[] = [
  { kind: 'present', exchange: 'x' },
  { kind: 'absent', exchange: 'x' },
  { kind: 'failed', retryable: true },
  { kind: 'failed', retryable: false },
];

type Draw = readonly [kind: string, seq: number, choice: number, minutes: number];

const anyDraw: fc.Arbitrary<Draw> = fc.tuple(
  fc.constantFrom(
    'upsert',
    'append',
    'createOnce',
    'start',
    'start',
    'outcome',
    'outcome',
    'finding',
    'hold',
    'release',
    'settle',
  ),
  fc.integer({ min: 1, max: 8 }),
  fc.nat(11),
  fc.constantFrom(0, 1, 600, 1500),
);
const anyDraws = fc.array(anyDraw, { maxLength: 80, size: 'max' });

function commandOf([kind, drawnSeq, choice]: Draw, lane: Lane, now: string): DeliveryCommand {
  const next = nextAction(lane, now);
  // half of the time the engine's own next move, half of the time whatever was drawn
  const seq = choice % 2 === 0 && 'seq' in next ? next.seq : drawnSeq;
  const attempt = lane.deliveries[seq - 1]?.attempts ?? 0;
  const common = { seq, now };
  switch (kind) {
    case 'start':
      return { type: 'StartAttempt', data: { ...common, attempt: attempt + 1, through: seq + (choice % 3) } };
    case 'outcome':
      return {
        type: 'RecordOutcome',
        data: { ...common, attempt, jitter: 0.5, outcome: outcomes[choice % outcomes.length]! },
      };
    case 'finding':
      return {
        type: 'RecordFinding',
        data: { ...common, attempt, jitter: 0.5, finding: findings[choice % findings.length]! },
      };
    case 'hold':
      return { type: 'HoldDelivery', data: { ...common, reasons: [{ code: 'missing', subject: 'phone' }] } };
    case 'release':
      return {
        type: 'ReleaseDelivery',
        data: { ...common, by: 'admin-1', next: choice % 2 === 0 ? 'send' : 'reconcile' },
      };
    case 'settle':
      return {
        type: 'SettleDelivery',
        data: { ...common, by: 'admin-1', evidenceBlobId: 'b' },
        personal: { note: 'x' },
      };
    default:
      return plan(kind as Exclude<WriteClass, 'transition'>, drawnSeq, choice, now);
  }
}

function plan(
  operationClass: Exclude<WriteClass, 'transition'>,
  source: number,
  choice: number,
  now: string,
): DeliveryCommand {
  const sourceEventId = `event-${source}-${choice}`;
  const how = { canFind: choice % 2 === 0, resendSafe: operationClass === 'upsert', resendOf: null };
  return {
    type: 'PlanDelivery',
    data: {
      dossierId,
      system: 's',
      op: operationClass,
      operationClass,
      sourceEventId,
      occurredAt: now,
      actor: 'a',
      now,
      ...how,
    },
  };
}

function history(draws: readonly Draw[], observe: (lane: Lane) => void = () => undefined): DeliveryEvent[] {
  let lane = decider.initialState();
  let minutes = 0;
  return draws.flatMap((draw) => {
    minutes += draw[3];
    const now = new Date(Date.parse(MONDAY) + minutes * 60_000).toISOString();
    const facts = allowed(commandOf(draw, lane, now), lane);
    lane = facts.reduce(decider.evolve, lane);
    observe(lane);
    return facts;
  });
}

function allowed(command: DeliveryCommand, lane: Lane): DeliveryEvent[] {
  try {
    return decider.decide(command, lane);
  } catch (error) {
    if (error instanceof Rejected) return [];
    throw error;
  }
}

type Outcomes = Extract<DeliveryEvent, { type: 'DeliveryOutcomeRecorded' }>;
type Ends = Extract<DeliveryEvent, { type: 'DeliveryReleased' }> | Outcomes;

function raisesDoubt(fact: DeliveryEvent, facts: readonly DeliveryEvent[]): fact is Outcomes {
  if (fact.type !== 'DeliveryOutcomeRecorded' || fact.data.kind !== 'unknown') return false;
  const planned = facts.find((one) => one.type === 'DeliveryPlanned' && one.data.seq === fact.data.seq);
  return planned?.type === 'DeliveryPlanned' && !planned.data.resendSafe;
}

function endsDoubt(fact: DeliveryEvent): fact is Ends {
  if (fact.type === 'DeliveryReleased') return fact.data.next === 'send';
  return fact.type === 'DeliveryOutcomeRecorded' && fact.data.countsAsProof && fact.data.next === 'send';
}

describe('a lane', () => {
  it('never has two calls in flight: only appends that went out together', () => {
    let batches = 0;
    fc.assert(
      fc.property(anyDraws, (draws) => {
        history(draws, ({ deliveries }) => {
          const flying = deliveries.filter(({ state }) => state.kind === 'inFlight');
          const calls = new Set(flying.map(({ state }) => (state.kind === 'inFlight' ? state.startedAt : '')));
          expect(calls.size).toBeLessThanOrEqual(1);
          if (flying.length > 1)
            expect(flying.map(({ operationClass }) => operationClass)).toEqual(flying.map(() => 'append'));
          if (flying.length > 1) batches += 1;
        });
      }),
      { numRuns: 500 },
    );
    expect(batches).toBeGreaterThan(0);
  });

  it('never sends a delivery before the ones ahead of it are over, and skips only unsent snapshots', () => {
    fc.assert(
      fc.property(anyDraws, (draws) => {
        const facts = history(draws);
        const firstSent = facts.flatMap((fact) =>
          fact.type === 'DeliveryAttemptStarted' && fact.data.attempt === 1 ? [fact.data.seq] : [],
        );
        expect(firstSent).toEqual(firstSent.toSorted((one, other) => one - other));
        const lane = facts.reduce(decider.evolve, decider.initialState());
        for (const { state, operationClass, attempts } of lane.deliveries)
          if (state.kind === 'superseded') expect([operationClass, attempts]).toEqual(['upsert', 0]);
      }),
      { numRuns: 500 },
    );
  });

  it('never sends again what is unknown without a proof, unless a repeat is harmless or a person said so', () => {
    fc.assert(
      fc.property(anyDraws, (draws) => {
        const doubtful = new Set<number>();
        const facts = history(draws);
        for (const fact of facts) {
          if (fact.type === 'DeliveryAttemptStarted') expect([...doubtful]).not.toContain(fact.data.seq);
          if (raisesDoubt(fact, facts)) doubtful.add(fact.data.seq);
          if (endsDoubt(fact)) doubtful.delete(fact.data.seq);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('folds any facts in any order', () => {
    const pool = fc.sample(anyDraws, { numRuns: 20, seed: 7 }).flatMap((draws) => history(draws));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pool), { maxLength: 60, size: 'max' }), (facts) => {
        const lane = facts.reduce(decider.evolve, decider.initialState());
        expect(lane.deliveries.map(({ seq }) => seq)).toEqual(lane.deliveries.map((_, index) => index + 1));
      }),
    );
  });
});
