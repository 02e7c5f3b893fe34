import { describe, expect, it } from '@jest/globals';
import { MONDAY, historyOf, specify } from '@motcua/testing';
import type { DeliveryCommand, DeliveryCommandOf } from './delivery-command.js';
import { batchFrom, nextAction } from './delivery-lane.js';
import { deliveryDecider } from './delivery.js';
import { after as later, defaultLanePolicy, retryDelay } from './lane-policy.js';
import type { Finding, Outcome } from './outcome.js';

const decider = deliveryDecider(defaultLanePolicy);
const given = specify(decider);
const after = (...commands: DeliveryCommand[]) => historyOf(decider, ...commands);
const laneAfter = (...commands: DeliveryCommand[]) => after(...commands).reduce(decider.evolve, decider.initialState());

const dossierId = '7b0c6f4e-0000-4000-8000-000000000001';
const base = {
  dossierId,
  system: 'lltp.g1',
  occurredAt: MONDAY,
  actor: 'officer-1',
  canFind: true,
  resendSafe: false,
  resendOf: null,
  now: MONDAY,
};
const plan = (
  sourceEventId: string,
  more: Partial<DeliveryCommandOf<'PlanDelivery'>['data']> = {},
): DeliveryCommandOf<'PlanDelivery'> => ({
  type: 'PlanDelivery',
  data: { ...base, op: 'submit', operationClass: 'createOnce', sourceEventId, ...more },
});
const upsert = (sourceEventId: string): DeliveryCommand =>
  plan(sourceEventId, { op: 'dossier', operationClass: 'upsert', canFind: false, resendSafe: true });
const append = (sourceEventId: string): DeliveryCommand =>
  plan(sourceEventId, { op: 'progress', operationClass: 'append' });
const start = (seq: number, attempt = 1, now = MONDAY, through?: number): DeliveryCommand => ({
  type: 'StartAttempt',
  data: { seq, attempt, now, ...(through === undefined ? {} : { through }) },
});
const outcome = (seq: number, value: Outcome<unknown>, attempt = 1, now = MONDAY, jitter = 0.5): DeliveryCommand => ({
  type: 'RecordOutcome',
  data: { seq, attempt, outcome: value, jitter, now },
});
const finding = (value: Finding, now = MONDAY, attempt = 1): DeliveryCommand => ({
  type: 'RecordFinding',
  data: { seq: 1, attempt, finding: value, jitter: 0.5, now },
});
const accepted: Outcome<unknown> = { kind: 'accepted', value: null, externalKey: 'K1', exchange: 'x1' };
const unknown: Outcome<unknown> = { kind: 'unknown', reason: 'timeoutAfterSend' };
const retryable: Outcome<unknown> = { kind: 'retryable', reason: 'gateway' };
const absent: Finding = { kind: 'absent', exchange: 'x2' };
const hold = (seq: number): DeliveryCommand => ({
  type: 'HoldDelivery',
  data: { seq, reasons: [{ code: 'missing', subject: 'phone' }], now: MONDAY },
});
const release = (next: 'send' | 'reconcile'): DeliveryCommandOf<'ReleaseDelivery'> => ({
  type: 'ReleaseDelivery',
  data: { seq: 1, next, by: 'admin-1', now: MONDAY },
});
const settle = (evidenceBlobId = 'blob-1', note = 'Đã nộp tay'): DeliveryCommand => ({
  type: 'SettleDelivery',
  data: { seq: 1, by: 'admin-1', evidenceBlobId, now: MONDAY },
  personal: { note },
});

describe('planning', () => {
  it('numbers deliveries without holes', () => {
    const facts = after(plan('e1'), append('e2'));
    expect(facts.map(({ data }) => 'seq' in data && data.seq)).toEqual([1, 2]);
  });
  it('plans one fact once: a replay re-sends nothing', () => {
    given(...after(plan('e1')))
      .when(plan('e1'))
      .yieldsNothing();
    given(...after(plan('e1'), start(1), outcome(1, accepted)))
      .when(plan('e1'))
      .yieldsNothing();
  });
  it('sends anew only when asked, and only what is finished', () => {
    const again = plan('e1', { resendOf: 1 });
    given(...after(plan('e1')))
      .when(again)
      .isRejected('delivery.resend-unfinished');
    given(...after(plan('e1'), start(1), outcome(1, accepted)))
      .when(again)
      .yieldsTypes('DeliveryPlanned');
    given(...after(plan('e1'), start(1), outcome(1, accepted), again))
      .when(again)
      .isRejected('delivery.resend-unfinished');
    given().when(again).isRejected('delivery.unknown');
  });
  it('skips unsent older snapshots, but never the first insert', () => {
    given(...after(upsert('e1')))
      .when(upsert('e2'))
      .yieldsTypes('DeliveryPlanned');
    const third = given(...after(upsert('e1'), upsert('e2'))).when(upsert('e3'));
    third.yieldsTypes('DeliveryPlanned', 'DeliverySuperseded');
    expect(third.facts()[1]).toMatchObject({ data: { seq: 2, supersededBy: 3 } });
  });
  it('skips nothing across an append', () =>
    given(...after(upsert('e1'), upsert('e2'), append('e3')))
      .when(upsert('e4'))
      .yieldsTypes('DeliveryPlanned'));
  it('skips nothing that was sent', () => {
    const facts = after(upsert('e1'), start(1), outcome(1, accepted), upsert('e2'), start(2));
    given(...facts)
      .when(upsert('e3'))
      .yieldsTypes('DeliveryPlanned');
  });
});

describe('sending', () => {
  it('is strictly by number, one call in flight', () => {
    const lane = after(plan('e1'), append('e2'));
    given(...lane)
      .when(start(2))
      .isRejected('delivery.not-next');
    given(...lane)
      .when(start(1))
      .yieldsTypes('DeliveryAttemptStarted');
    given(...after(plan('e1'), append('e2'), start(1)))
      .when(start(2))
      .isRejected('delivery.not-next');
    given(...after(plan('e1'), start(1)))
      .when(start(1))
      .isRejected('delivery.not-next');
  });
  it('tells the engine what comes next', () => {
    expect(nextAction(laneAfter(), MONDAY)).toEqual({ kind: 'idle' });
    expect(nextAction(laneAfter(plan('e1')), MONDAY)).toEqual({ kind: 'send', seq: 1, attempt: 1 });
    expect(nextAction(laneAfter(plan('e1'), start(1)), MONDAY)).toEqual({
      kind: 'wait',
      seq: 1,
      until: '2026-11-16T02:01:00.000Z',
    });
    expect(nextAction(laneAfter(plan('e1'), start(1)), '2026-11-16T02:01:00.000Z')).toEqual({
      kind: 'reconcile',
      seq: 1,
      attempt: 1,
      lost: true,
    });
    expect(nextAction(laneAfter(plan('e1'), start(1), outcome(1, accepted)), MONDAY)).toEqual({ kind: 'idle' });
  });
  it('keeps the gap that the profile wants', () => {
    const gentle = deliveryDecider({ ...defaultLanePolicy, minGapMs: 5000 });
    const lane = historyOf(gentle, plan('e1'), append('e2'), start(1), outcome(1, accepted)).reduce(
      gentle.evolve,
      gentle.initialState(),
    );
    expect(nextAction(lane, MONDAY)).toEqual({ kind: 'wait', seq: 2, until: later(MONDAY, 5000) });
    expect(nextAction(lane, later(MONDAY, 5000))).toEqual({ kind: 'send', seq: 2, attempt: 1 });
  });
  it('takes consecutive appends along in one call, each with its own outcome', () => {
    const lane = [append('e1'), append('e2'), plan('e3'), append('e4')] as const;
    expect(batchFrom(laneAfter(...lane), 1, 10).map(({ seq }) => seq)).toEqual([1, 2]);
    given(...after(...lane))
      .when(start(1, 1, MONDAY, 2))
      .yieldsTypes('DeliveryAttemptStarted', 'DeliveryAttemptStarted');
    given(...after(...lane))
      .when(start(1, 1, MONDAY, 3))
      .isRejected('delivery.not-next');
    const sent = after(...lane, start(1, 1, MONDAY, 2), outcome(1, accepted), outcome(2, accepted));
    expect(nextAction(sent.reduce(decider.evolve, decider.initialState()), MONDAY)).toMatchObject({
      kind: 'send',
      seq: 3,
    });
  });
  it('waits for the whole batch before anything is sent again', () => {
    const partly = after(append('e1'), append('e2'), start(1, 1, MONDAY, 2), outcome(1, retryable, 1, MONDAY, 0));
    given(...partly)
      .when(start(1, 2))
      .isRejected('delivery.not-next', { next: 'wait' });
  });
  it('remembers the key of the other side', () =>
    expect(laneAfter(plan('e1'), start(1), outcome(1, accepted)).externalKey).toBe('K1'));
  it('takes one outcome per attempt', () => {
    given(...after(plan('e1')))
      .when(outcome(1, accepted))
      .isRejected('delivery.attempt-not-running');
    given(...after(plan('e1'), start(1)))
      .when(outcome(1, accepted, 2))
      .isRejected('delivery.attempt-not-running');
  });
});

describe('outcomes', () => {
  const sent = after(plan('e1'), start(1));
  it('that need a person park the delivery and seal what the other side said', () => {
    const rejected: Outcome<unknown> = { kind: 'rejected', message: 'Nguyễn Văn Mẫu: sai số', exchange: 'x1' };
    const parked = given(...sent).when(outcome(1, rejected));
    parked.yieldsTypes('DeliveryOutcomeRecorded', 'DeliveryParked');
    expect(parked.facts()[0]).toMatchObject({ personal: { message: 'Nguyễn Văn Mẫu: sai số' } });
    expect(JSON.stringify(parked.facts()[0]!.data)).not.toContain('Nguyễn');
    given(...sent)
      .when(outcome(1, { kind: 'conflict', message: '', exchange: 'x1' }))
      .yieldsTypes('DeliveryOutcomeRecorded', 'DeliveryParked');
  });
  it('that may pass are tried again by the schedule, with jitter, and Retry-After wins', () => {
    expect(
      given(...sent)
        .when(outcome(1, retryable))
        .facts(),
    ).toMatchObject([{ data: { next: 'send', nextAt: later(MONDAY, 2500) } }]);
    const asked: Outcome<unknown> = { ...retryable, retryAfterMs: 90_000 } as Outcome<unknown>;
    expect(
      given(...sent)
        .when(outcome(1, asked))
        .facts(),
    ).toMatchObject([{ data: { nextAt: later(MONDAY, 90_000) } }]);
    expect(nextAction(laneAfter(plan('e1'), start(1), outcome(1, retryable)), MONDAY)).toMatchObject({ kind: 'wait' });
  });
  it('that never pass are parked when the schedule is used up', () => {
    const commands: DeliveryCommand[] = [plan('e1')];
    let now = MONDAY;
    for (let attempt = 1; attempt <= defaultLanePolicy.retryDelaysMs.length; attempt += 1) {
      commands.push(start(1, attempt, now), outcome(1, retryable, attempt, now));
      now = later(now, 24 * 3_600_000);
    }
    expect(nextAction(laneAfter(...commands), now)).toEqual({ kind: 'parked', seq: 1, reason: 'exhausted' });
    expect(retryDelay(defaultLanePolicy, 10, 0.5)).toBeUndefined();
  });
  it('without login renew once, then park', () => {
    const expired: Outcome<unknown> = { kind: 'unauthenticated', exchange: 'x1' };
    given(...sent)
      .when(outcome(1, expired))
      .yieldsTypes('DeliveryOutcomeRecorded');
    given(...after(plan('e1'), start(1), outcome(1, expired), start(1, 2)))
      .when(outcome(1, expired, 2))
      .yieldsTypes('DeliveryOutcomeRecorded', 'DeliveryParked');
  });
  it('that are unknown are looked up before any resend', () => {
    const lane = laneAfter(plan('e1'), start(1), outcome(1, unknown));
    expect(nextAction(lane, MONDAY)).toEqual({ kind: 'reconcile', seq: 1, attempt: 1, lost: false });
    given(...after(plan('e1'), start(1), outcome(1, unknown)))
      .when(start(1, 2))
      .isRejected('delivery.not-next');
  });
  it('that are unknown may be resent where a repeat is recognised, and wait for a person where nothing helps', () => {
    const repeat = plan('e1', { canFind: false, resendSafe: true });
    expect(
      given(...after(repeat, start(1)))
        .when(outcome(1, unknown))
        .facts(),
    ).toMatchObject([{ data: { next: 'send' } }]);
    const blind = plan('e1', { canFind: false });
    given(...after(blind, start(1)))
      .when(outcome(1, unknown))
      .yieldsTypes('DeliveryOutcomeRecorded', 'DeliveryParked');
  });
});

describe('looks at the other side', () => {
  const doubtful = [plan('e1'), start(1), outcome(1, unknown)] as const;
  const VISIBLE = later(MONDAY, 60_000);
  it('that find the effect end the delivery', () => {
    const found: Finding = { kind: 'present', externalKey: 'K2', exchange: 'x2' };
    expect(laneAfter(...doubtful, finding(found))).toMatchObject({
      externalKey: 'K2',
      deliveries: [{ state: { kind: 'done' } }],
    });
  });
  it('prove absence only after the visibility lag, and only twice', () => {
    expect(
      given(...after(...doubtful))
        .when(finding(absent))
        .facts(),
    ).toMatchObject([{ data: { next: 'reconcile', nextAt: VISIBLE, countsAsProof: false } }]);
    const once = [...doubtful, finding(absent), finding(absent, VISIBLE)] as const;
    expect(after(...once).at(-1)).toMatchObject({ data: { next: 'reconcile', countsAsProof: true } });
    expect(
      given(...after(...once))
        .when(finding(absent, later(VISIBLE, 15_000)))
        .facts(),
    ).toMatchObject([{ data: { next: 'send', countsAsProof: true } }]);
  });
  it('that fail are repeated, then wait for a person; unknown never equals absent', () => {
    const failed = (retryable_: boolean): Finding => ({ kind: 'failed', retryable: retryable_ });
    expect(
      given(...after(...doubtful))
        .when(finding(failed(true)))
        .facts(),
    ).toMatchObject([{ data: { next: 'reconcile' } }]);
    given(...after(...doubtful))
      .when(finding(failed(false)))
      .yieldsTypes('DeliveryOutcomeRecorded', 'DeliveryParked');
    const stuck = after(...doubtful, finding(failed(false)));
    given(...stuck)
      .when(release('send'))
      .isRejected('delivery.unknown-needs-look');
    given(...stuck)
      .when(release('reconcile'))
      .yieldsTypes('DeliveryReleased');
  });
  it('are not recorded for what is not in doubt', () =>
    given(...after(plan('e1'), start(1)))
      .when(finding(absent))
      .isRejected('delivery.not-to-reconcile'));
});

describe('people at the lane', () => {
  it('hold before any call, with reasons', () => {
    given(...after(plan('e1')))
      .when(hold(1))
      .yieldsTypes('DeliveryHeld');
    given(...after(plan('e1'), hold(1)))
      .when(hold(1))
      .yieldsNothing();
    given(...after(plan('e1'), start(1)))
      .when(hold(1))
      .isRejected('delivery.already-called');
    given(...after(plan('e1')))
      .when({ type: 'HoldDelivery', data: { seq: 1, reasons: [], now: MONDAY } })
      .isRejected('delivery.reasons-required');
    expect(nextAction(laneAfter(plan('e1'), append('e2'), hold(1)), MONDAY)).toMatchObject({ kind: 'held', seq: 1 });
  });
  it('release what is stuck', () => {
    expect(nextAction(laneAfter(plan('e1'), hold(1), release('send')), MONDAY)).toMatchObject({ kind: 'send' });
    given(...after(plan('e1')))
      .when(release('send'))
      .isRejected('delivery.not-stuck');
    given(...after(plan('e1'), hold(1)))
      .when(release('reconcile'))
      .isRejected('delivery.cannot-look');
  });
  it('say why, and that is kept with what they did', () => {
    const personal = { note: 'đã hỏi qua điện thoại' };
    expect(
      given(...after(plan('e1'), hold(1)))
        .when({ ...release('send'), personal })
        .facts(),
    ).toMatchObject([{ type: 'DeliveryReleased', personal }]);
    expect(
      given(...after(plan('e1'), start(1), outcome(1, accepted)))
        .when({ ...plan('e1', { resendOf: 1 }), personal })
        .facts(),
    ).toMatchObject([{ type: 'DeliveryPlanned', data: { resendOf: 1 }, personal }]);
  });
  it('settle with evidence and a note', () => {
    given(...after(plan('e1'), hold(1)))
      .when(settle())
      .yieldsTypes('DeliverySettledByOperator');
    given(...after(plan('e1'), hold(1)))
      .when(settle(''))
      .isRejected('delivery.evidence-required');
    given(...after(plan('e1'), hold(1)))
      .when(settle('blob-1', ' '))
      .isRejected('delivery.evidence-required');
    given(...after(plan('e1')))
      .when(settle())
      .isRejected('delivery.not-stuck');
    expect(nextAction(laneAfter(plan('e1'), append('e2'), hold(1), settle()), MONDAY)).toMatchObject({
      kind: 'send',
      seq: 2,
    });
  });
});

describe('reports of the other side', () => {
  const report = (
    contentHash: string,
    status: 1 | 4 | 5 | 9 | null,
    externalTime: string | null = null,
  ): DeliveryCommand => ({
    type: 'ReportExternalStatus',
    data: {
      dossierId,
      system: 'lltp.g1',
      externalKey: 'K1',
      contentHash,
      rawStatus: '?',
      status,
      externalTime,
      now: MONDAY,
    },
    personal: { text: '' },
  });
  it('stand here once', () => {
    given().when(report('a', 4)).yieldsTypes('ExternalStatusReported');
    given(...after(report('a', 4)))
      .when(report('a', 4))
      .yieldsNothing();
  });
  it('that go back in state or time are recorded and marked', () => {
    expect(
      given(...after(report('a', 9)))
        .when(report('b', 4))
        .facts(),
    ).toMatchObject([{ data: { regression: true } }]);
    expect(
      given(...after(report('a', 5)))
        .when(report('b', 4))
        .facts(),
    ).toMatchObject([{ data: { regression: false } }]);
    expect(
      given(...after(report('a', 4, MONDAY)))
        .when(report('b', 9, '2026-11-15T02:00:00.000Z'))
        .facts(),
    ).toMatchObject([{ data: { regression: true } }]);
    expect(
      given(...after(report('a', 9), report('b', 1)))
        .when(report('c', null))
        .facts(),
    ).toMatchObject([{ data: { regression: false } }]);
  });
});

describe('transitions', () => {
  const graph = { initial: '0', edges: { '0': ['1'], '1': ['3', '6'], '3': ['7'], '7': ['4'] }, terminal: ['4', '6'] };
  const fact = (sourceEventId: string) => ({ sourceEventId, occurredAt: MONDAY, actor: 'officer-1' });
  const go = (target: string, sourceEventId: string, facts = {}): DeliveryCommand => ({
    type: 'PlanTransition',
    data: { ...base, op: 'status', sourceEventId, target, graph, facts },
  });
  it('insert the missing steps with their own facts (target 4 with nothing reported)', () => {
    const facts = given()
      .when(go('4', 'e4', { '1': fact('e1'), '3': fact('e2'), '7': fact('e3') }))
      .facts();
    expect(facts.map(({ data }) => ('target' in data ? [data.target, data.sourceEventId] : []))).toEqual([
      ['1', 'e1'],
      ['3', 'e2'],
      ['7', 'e3'],
      ['4', 'e4'],
    ]);
  });
  it('go on from what is planned or confirmed, once per fact', () => {
    const first = after(go('1', 'e1'));
    given(...first)
      .when(go('3', 'e2'))
      .yieldsTypes('DeliveryPlanned');
    given(...first)
      .when(go('1', 'e1'))
      .yieldsNothing();
    given(...first)
      .when(go('1', 'e9'))
      .yieldsNothing();
    expect(laneAfter(go('1', 'e1'), start(1), outcome(1, accepted)).confirmed).toBe('1');
  });
  it('are held when a step has no fact', () => {
    const held = given().when(go('3', 'e2'));
    held.yieldsTypes('DeliveryPlanned', 'DeliveryHeld');
    expect(held.facts()[1]).toMatchObject({ data: { reasons: [{ code: 'no-lifecycle-event', subject: '1' }] } });
  });
  it('out of a terminal state, or back, are conflicts without a call', () => {
    const refused = [go('1', 'e1'), go('6', 'e2')] as const;
    given(...after(...refused))
      .when(go('3', 'e3'))
      .yieldsTypes('DeliveryPlanned', 'DeliveryOutcomeRecorded', 'DeliveryParked');
    expect(
      given(...after(...refused))
        .when(go('3', 'e3'))
        .facts()[1],
    ).toMatchObject({ data: { via: 'planner', attempt: 0, code: 'terminal' } });
    given(...after(go('1', 'e1'), go('3', 'e2')))
      .when(go('1', 'e3'))
      .yieldsTypes('DeliveryPlanned', 'DeliveryOutcomeRecorded', 'DeliveryParked');
  });
});
