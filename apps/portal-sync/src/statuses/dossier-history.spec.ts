import { describe, expect, it } from '@jest/globals';
import type { DossierCommand } from '@motcua/domain';
import {
  acceptDossier,
  dossierFacts,
  forwardStep,
  MONDAY,
  receiveAtCounter,
  returnResult,
  signResult,
  submitDossier,
  testCatalogue,
} from '@motcua/testing';
import { historyOf, type DossierHistory } from './dossier-history.js';
import type { RefusalAfterAcceptance } from './portal-status.js';
import { recorded, type Turn } from './recorded.fixture.js';

const catalogue = testCatalogue();
const code: Turn = { fact: dossierFacts.DossierCodeAssigned };
const given = (command: DossierCommand, role = 'deskOfficer'): Turn => ({ command, role });
const online = [given(submitDossier(), 'citizen'), code];
const by = { by: 'officer-1', now: MONDAY };
const accepted = [...online, given(acceptDossier())];
const processing = [...accepted, given(forwardStep())];

function history(turns: readonly Turn[], refusal: RefusalAfterAcceptance = 'result'): DossierHistory | undefined {
  return historyOf(recorded(catalogue, turns).events, catalogue, refusal, 'portal.dvcqg');
}

function statuses(turns: readonly Turn[], refusal?: RefusalAfterAcceptance): (number | undefined)[] {
  const facts = history(turns, refusal)?.facts ?? [];
  return facts.flatMap(({ step }) => (step === null ? [] : [step.status]));
}

const supplement = given({
  type: 'RequestSupplement',
  data: { items: ['/nycEmail'], ministry: null, ...by },
  personal: { reason: 'Thiếu', itemTexts: ['Thư điện tử'] },
});
const negative = given(signResult({ resultKind: 'negative' }, 'Không đủ điều kiện'), 'unitLeader');
const payment = given({ type: 'RequestPayment', data: { paymentId: 'p', amount: 5, feeCodes: ['f'], ...by } });

describe('the steps of a dossier at the portal', () => {
  it.each<[string, readonly Turn[], readonly number[]]>([
    ['submitted', online, [1]],
    ['accepted', accepted, [1, 2]],
    [
      'refused at intake',
      [...online, given({ type: 'RefuseIntake', data: { reasonCode: 'x', ...by }, personal: { reason: 'Thiếu' } })],
      [1, 3],
    ],
    ['in processing', processing, [1, 2, 4]],
    ['asked for a supplement', [...online, supplement], [1, 5]],
    ['waiting for a payment', [...processing, payment], [1, 2, 4, 6]],
    [
      'paid',
      [
        ...processing,
        payment,
        given({
          type: 'ConfirmPayment',
          data: { paymentId: 'p', amount: 5, method: 'online', receiptNumber: '7', ...by },
        }),
      ],
      [1, 2, 4, 6, 4],
    ],
    [
      'withdrawn',
      [...online, given({ type: 'WithdrawDossier', data: by, personal: { reason: 'Thôi' } }, 'citizen')],
      [1, 7],
    ],
    [
      'stopped',
      [
        ...processing,
        given({ type: 'StopDossier', data: { decisionBlobId: 'b', ...by }, personal: { reason: 'Dừng' } }),
      ],
      [1, 2, 4, 8],
    ],
    ['resolved', [...processing, given(signResult(), 'unitLeader')], [1, 2, 4, 9]],
    ['returned', [...processing, given(signResult(), 'unitLeader'), given(returnResult())], [1, 2, 4, 9, 10]],
    ['refused after acceptance', [...processing, negative, given(returnResult())], [1, 2, 4, 9, 10]],
  ])('of one that is %s', (_state, turns, expected) => {
    expect(statuses(turns)).toEqual(expected);
  });

  it('end with 3 after a refusal where the profile wants that', () => {
    expect(statuses([...processing, negative, given(returnResult())], 'refused')).toEqual([1, 2, 4, 3]);
    expect(history([...processing, negative, given(returnResult())], 'refused')?.status).toBe(3);
  });

  it('begin with the acceptance at the counter', () => {
    const counter = [given(receiveAtCounter()), code];
    expect(statuses(counter)).toEqual([2]);
    expect(history(counter)?.status).toBe(2);
  });

  it('tell also who has the dossier now, without a change of status', () => {
    const again = given(forwardStep({ handler: 'handler-2' }));
    expect(statuses([...processing, again])).toEqual([1, 2, 4, 4]);
  });

  it('say when, by whom and where, as it was then', () => {
    const steps = (history(processing)?.facts ?? []).map(({ step }) => step);
    expect(steps).toEqual([
      {
        status: 1,
        at: MONDAY,
        handlerName: 'Người nộp hồ sơ',
        handlerTitle: null,
        unitName: 'Sở Tư pháp',
        content: 'Nộp hồ sơ',
        startedAt: MONDAY,
        dueAt: expect.any(String),
      },
      null,
      expect.objectContaining({ status: 2, handlerName: 'Cán bộ một cửa', content: 'Tiếp nhận hồ sơ' }),
      expect.objectContaining({ status: 4, content: 'Chuyển hồ sơ để giải quyết' }),
    ]);
    const [submitted, , acceptedStep] = steps;
    expect(submitted?.dueAt).not.toBe(acceptedStep?.dueAt);
  });
});

describe('what the portal is not told', () => {
  it('is a dossier without its code', () => {
    expect(history([given(submitDossier(), 'citizen')])).toBeUndefined();
  });

  it('is a mirror of a dossier that another system keeps in step', () => {
    expect(history([{ fact: dossierFacts.MirrorStatusReported }])).toBeUndefined();
  });

  it('is anything after the personal data was erased', () => {
    expect(history([...accepted, { fact: dossierFacts.SubjectErased }])).toBeUndefined();
  });

  it('is a code that was reserved and never used', () => {
    const reserved: Turn = { fact: dossierFacts.CodeRequested };
    expect(history([reserved, code, { fact: dossierFacts.CodeVoided }])).toBeUndefined();
  });

  it('is a reserved code before its dossier came', () => {
    const reserved: Turn = { fact: dossierFacts.CodeRequested };
    expect(history([reserved, code])).toBeUndefined();
    const filed = history([reserved, code, { fact: dossierFacts.DossierSubmitted }]);
    expect(filed?.first.eventId).toBe('event-3');
  });
});
