import { describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '../journal.ts';
import * as clientRules from './client.rules.ts';
import * as codeRules from './code.rules.ts';
import type { Evidence, StoredEvent } from './evidence.ts';
import * as feedRules from './feed.rules.ts';
import { misplaced } from './log.rules.ts';
import * as outsideRules from './outside.rules.ts';
import { check, type Invariant, type RuleName, RULES } from './rules.ts';

const SERIES = 'codes-H99.30-20261124';
const CODE = '000.00.30.H99-261124-0001';
const EVENING = '2026-11-24T15:00:00.000Z';
const CONSUMER = 'dossier-code';

type Stored = Pick<StoredEvent, 'stream' | 'type'> & Partial<StoredEvent>;

/** @param said what the outside systems answer to whatever is asked */
function evidence(journal: readonly JournalEntry[], stored: readonly Stored[], said: unknown = []): Evidence {
  const versions = new Map<string, number>();
  const events = stored.map((event, index): StoredEvent => {
    const version = (versions.get(event.stream) ?? 0) + 1;
    versions.set(event.stream, version);
    return { id: String(index + 1), position: index + 1, version, data: {}, meta: {}, recordedAt: 0, ...event };
  });
  const simulatorsUrl = `data:application/json,${encodeURIComponent(JSON.stringify(said))}#`;
  return { journal, events, byStream: Map.groupBy(events, ({ stream }) => stream), databaseUrl: '', simulatorsUrl };
}

const request: JournalEntry = { at: 1, kind: 'request', key: 'request-1', subject: 'citizen-1', unit: 'H99.30' };
const fault = (at: number, what: string, about?: string): JournalEntry => ({
  at,
  kind: 'fault',
  what,
  ...(about === undefined ? {} : { about }),
});
const answered = (at: number, status: number, answer: object): JournalEntry => ({
  at,
  kind: 'answer',
  key: 'request-1',
  status,
  answer,
});
const told = (dossierCode: string | null = CODE, dossierId = 'd1', at = 5) =>
  answered(at, 201, { dossierId, dossierCode });

const submitted = (dossierId = 'd1', more: Partial<StoredEvent> = {}): Stored => ({
  stream: `dossier-${dossierId}`,
  type: 'DossierSubmitted',
  data: { dossierId, codeIssuedAt: 'submission', submittedAt: EVENING },
  meta: { actor: 'citizen-1' },
  ...more,
});
const assigned = (dossierId = 'd1', dossierCode = CODE, more: Partial<StoredEvent> = {}): Stored => ({
  stream: `dossier-${dossierId}`,
  type: 'DossierCodeAssigned',
  data: { dossierId, dossierCode },
  ...more,
});
const issued = (ordinal = 1, dossierId = 'd1', sequence = ordinal): Stored => ({
  stream: SERIES,
  type: 'CodeIssued',
  data: { dossierId, dossierCode: CODE.replace(/1$/, String(ordinal)), ordinal, sequence },
});
const accepted: Stored = { stream: 'dossier-d1', type: 'DossierAccepted', data: { dossierId: 'd1' } };
const result: Stored = { stream: 'dossier-d1', type: 'ResultReceived', data: { dossierId: 'd1' } };
const lane = (type: string, data: object): Stored => ({ stream: 'delivery-lltp-d1', type, data: { ...data } });
const done = lane('DeliveryOutcomeRecorded', { next: 'done' });
const parking = (type: string, dossierId: string, dossierVersion: number): Stored => ({
  stream: `parked-${CONSUMER}-${dossierId}`,
  type,
  data: { dossierId, dossierVersion },
});
const call = (more: object = {}) => ({
  mount: 'm',
  operation: 'o',
  keys: [CODE],
  effect: 'created',
  httpStatus: 200,
  faultId: null,
  atMs: 0,
  ...more,
});
const portal = (...progressStatuses: string[]) => ({
  dvcqg: { TrangThaiHoSo: progressStatuses.at(-1), progressStatuses },
});

const portalParked: Stored = {
  stream: 'delivery-portal.dvcqg-d1',
  type: 'DeliveryParked',
  data: { reason: 'unknown-not-reconcilable' },
};

const window = { from: 'off', to: 'on' };
const outage = (...within: JournalEntry[]) => [
  told(CODE, 'd1', 1),
  fault(10, 'off'),
  ...within,
  fault(20, 'on'),
  told(CODE, 'd1', 30),
];
const refusal = answered(15, 503, { problem: '/problems/store.unavailable' });
const calls = [{ mount: 'm', operation: 'o' }];
const handedOver = [submitted(), assigned(), accepted];

/** What each rule must let pass, and what it must not; several extracts where it looks at several things. */
const CASES: readonly {
  readonly invariant: Invariant;
  readonly holds: Evidence;
  readonly contradictions: Readonly<Record<string, Evidence>>;
}[] = [
  {
    invariant: { rule: 'acknowledgedIsStored' },
    holds: evidence([request, told()], [submitted(), assigned()]),
    contradictions: {
      'a dossier that is lost': evidence([request, told()], []),
      'another code': evidence([request, told()], [submitted(), assigned('d1', 'another')]),
    },
  },
  {
    invariant: { rule: 'onceEachRequest' },
    holds: evidence([request, told(null), told()], [submitted()]),
    contradictions: {
      'two dossiers': evidence([request], [submitted(), submitted('d2')]),
      'two answers': evidence([request, told(), told(CODE, 'd2')], [submitted()]),
      'two codes': evidence([request, told(), told('another')], [submitted()]),
      'nothing behind an answer': evidence([request, told()], []),
    },
  },
  {
    invariant: { rule: 'allAcknowledged' },
    holds: evidence([request, told()], []),
    contradictions: { 'a refusal at the end': evidence([request, refusal], []) },
  },
  {
    invariant: { rule: 'atLeast', options: { acknowledged: 1, kill: 1 } },
    holds: evidence([told(), fault(2, 'kill')], []),
    contradictions: { 'a run without a kill': evidence([told()], []) },
  },
  {
    invariant: { rule: 'honestBetween', options: window },
    holds: evidence(outage(refusal), []),
    contradictions: {
      silence: evidence(outage(), []),
      'another refusal': evidence(outage(refusal, answered(16, 500, {})), []),
      'nothing after it': evidence(outage(refusal).slice(0, -1), []),
    },
  },
  {
    invariant: { rule: 'nothingAcknowledgedBetween', options: window },
    holds: evidence(outage(refusal, told(CODE, 'd1', 16)), [submitted('d1', { recordedAt: 9 })]),
    contradictions: {
      'a dossier of that time': evidence(outage(refusal, told(CODE, 'd1', 16)), [submitted('d1', { recordedAt: 15 })]),
    },
  },
  {
    invariant: { rule: 'seriesAreGapless' },
    holds: evidence([], [issued(), assigned()]),
    contradictions: {
      'a number left out': evidence([], [issued(), assigned(), issued(3, 'd2', 2)]),
      'a number twice': evidence([], [issued(), issued(1, 'd2', 2), assigned()]),
      'a code that nobody carries': evidence([], [issued()]),
      'a code that nobody issued': evidence([], [assigned()]),
    },
  },
  {
    invariant: { rule: 'everyDossierHasItsCode' },
    holds: evidence([], [submitted(), assigned()]),
    contradictions: { 'a dossier without': evidence([], [submitted()]) },
  },
  {
    invariant: { rule: 'codesKeepTheirDay' },
    holds: evidence([], [submitted(), issued()]),
    contradictions: {
      'the code of the day before': evidence(
        [],
        [submitted('d1', { data: { ...submitted().data, submittedAt: '2026-11-24T17:00:01.000Z' } }), issued()],
      ),
    },
  },
  {
    invariant: { rule: 'seriesAtLeast', options: { series: 1, codes: 2 } },
    holds: evidence([], [issued(), issued(2, 'd2')]),
    contradictions: { 'a short series': evidence([], [issued()]) },
  },
  {
    invariant: { rule: 'onlyPoisonIsParked', options: { consumer: CONSUMER } },
    holds: evidence([fault(1, 'poison', 'd1')], [parking('FactParked', 'd1', 1), parking('FactParked', 'd1', 2)]),
    contradictions: {
      'a bystander': evidence(
        [fault(1, 'poison', 'd1')],
        [parking('FactParked', 'd1', 1), parking('FactParked', 'd2', 1)],
      ),
      'poison that passed': evidence([fault(1, 'poison', 'd1')], []),
      'the wrong order': evidence(
        [fault(1, 'poison', 'd1')],
        [parking('FactParked', 'd1', 2), parking('FactParked', 'd1', 1)],
      ),
    },
  },
  {
    invariant: { rule: 'parkedCameBack', options: { consumer: CONSUMER, facts: 1 } },
    holds: evidence([fault(1, 'poison', 'd1')], [parking('FactParked', 'd1', 1), parking('FactRedriven', 'd1', 1)]),
    contradictions: { 'one that stayed': evidence([fault(1, 'poison', 'd1')], [parking('FactParked', 'd1', 1)]) },
  },
  {
    invariant: { rule: 'othersAreServedWithin', options: { ms: 5_000 } },
    holds: evidence([fault(1, 'poison', 'd2')], [submitted(), assigned(), submitted('d2')]),
    contradictions: {
      'one that waited': evidence([], [submitted(), assigned('d1', CODE, { recordedAt: 5_000 })]),
      'one that waits': evidence([], [submitted()]),
    },
  },
  {
    invariant: { rule: 'ministryTookEachOnce', options: { calls } },
    holds: evidence([], [...handedOver, done], [call()]),
    contradictions: {
      'taken twice': evidence([], handedOver, [call(), call()]),
      'done here, unknown there': evidence([], [...handedOver, done], []),
    },
  },
  {
    invariant: { rule: 'everyHandOverEnded', options: { dossiers: 1 } },
    holds: evidence([], [...handedOver, done]),
    contradictions: {
      'one that hangs': evidence([], [...handedOver, lane('DeliveryAttemptStarted', {})]),
      'one that was forgotten': evidence([], handedOver),
      'too few': evidence([], []),
    },
  },
  {
    invariant: { rule: 'faultsStruck', options: { mark: 'x-', least: 1 } },
    holds: evidence([], [], [call({ faultId: 'x-1' })]),
    contradictions: { 'no fault met': evidence([], [], [call()]) },
  },
  {
    invariant: { rule: 'resultsCameOnce' },
    holds: evidence([], [...handedOver, done, result]),
    contradictions: {
      twice: evidence([], [...handedOver, done, result, result]),
      never: evidence([], [...handedOver, done]),
    },
  },
  {
    invariant: { rule: 'portalShowsWhatWeKnow', options: { dossiers: 1 } },
    holds: evidence([], handedOver, portal('1', '2')),
    contradictions: {
      'the wrong order': evidence([], handedOver, portal('2', '1')),
      'one twice': evidence([], handedOver, portal('1', '2', '2')),
      'one left out': evidence([], handedOver, portal('2')),
      'an older status on show': evidence([], handedOver, {
        dvcqg: { TrangThaiHoSo: '1', progressStatuses: ['1', '2'] },
      }),
      'a status that is not ours': evidence([], handedOver.slice(0, 2), portal('1', '2')),
      nothing: evidence([], handedOver, {}),
      'too few': evidence([], [], {}),
      'one that waits for an officer': evidence([], [...handedOver, portalParked], portal('1', '2')),
    },
  },
  {
    invariant: { rule: 'portalShowsWhatWeKnow', options: { dossiers: 1, unknowable: 1 } },
    holds: evidence([], [...handedOver, portalParked], portal('1')),
    contradictions: {
      'one twice, waiting': evidence([], [...handedOver, portalParked], portal('1', '1')),
      'a status that is not ours, waiting': evidence([], [...handedOver, portalParked], {
        dvcqg: { TrangThaiHoSo: '4', progressStatuses: ['1'] },
      }),
      'one left out, not waiting': evidence([], handedOver, portal('1')),
    },
  },
  {
    invariant: { rule: 'portalWasTroubled', options: { mount: 'm', statuses: [503] } },
    holds: evidence([], [], [call({ httpStatus: 503 })]),
    contradictions: { 'no trouble': evidence([], [], [call()]) },
  },
  {
    invariant: { rule: 'callRateIsBounded', options: { mount: 'm', perSecond: 1 } },
    holds: evidence([], [], [call(), call({ atMs: 1_000 })]),
    contradictions: { 'two in a second': evidence([], [], [call(), call({ atMs: 999 })]) },
  },
];

describe('a rule of the auditor', () => {
  for (const { invariant, holds, contradictions } of CASES) {
    it(`lets pass what keeps ${invariant.rule}`, async () => {
      await expect(check(holds, invariant)).resolves.toEqual([]);
    });

    for (const [name, contradiction] of Object.entries(contradictions)) {
      it(`sees what breaks ${invariant.rule}: ${name}`, async () => {
        expect((await check(contradiction, invariant)).length).toBeGreaterThan(0);
      });
    }
  }

  it('of the whole log sees a position and a version that are missing', () => {
    expect(misplaced(evidence([], [submitted(), assigned()]))).toEqual([]);
    expect(misplaced(evidence([], [submitted('d1', { position: 2 })]))).toHaveLength(1);
    expect(misplaced(evidence([], [submitted(), assigned('d1', CODE, { version: 3 })]))).toHaveLength(1);
  });

  it('is among these cases, all of clients, codes, feeds and outside systems', () => {
    const files = [clientRules, codeRules, feedRules, outsideRules];
    const named = files.flatMap((file) => Object.keys(file)).filter((name) => Object.hasOwn(RULES, name));
    expect([...new Set(CASES.map(({ invariant }) => invariant.rule as RuleName))].sort()).toEqual(named.sort());
  });
});
