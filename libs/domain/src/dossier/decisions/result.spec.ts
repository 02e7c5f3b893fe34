import { describe, expect, it } from '@jest/globals';
import {
  MONDAY,
  forwardStep,
  historyOf,
  procedureVersion,
  receiveAtCounter,
  returnResult,
  signResult,
  specify,
  submitDossier,
  testCatalogue,
} from '@motcua/testing';
import type { CommandOf, DossierCommand } from '../dossier-command.js';
import { nationalStatus } from '../dossier-state.js';
import { dossierDecider } from '../dossier.js';

const decider = dossierDecider(testCatalogue());
const given = specify(decider);
const after = (...commands: DossierCommand[]) => historyOf(decider, ...commands);
const stateAfter = (...commands: DossierCommand[]) => after(...commands).reduce(decider.evolve, decider.initialState());
const stamp = { now: MONDAY, by: 'officer-1' };
const personal = { reason: 'Lý do mẫu' };
const OVERDUE = '2026-11-19T10:00:00.001Z';

const request = (more: Partial<CommandOf<'RequestPayment'>['data']> = {}): CommandOf<'RequestPayment'> => ({
  type: 'RequestPayment',
  data: { paymentId: 'payment-1', amount: 200_000, feeCodes: ['phi-lltp'], ...stamp, ...more },
});
const confirm = (more: Partial<CommandOf<'ConfirmPayment'>['data']> = {}): CommandOf<'ConfirmPayment'> => ({
  type: 'ConfirmPayment',
  data: { paymentId: 'payment-1', amount: 200_000, method: 'cash', receiptNumber: 'BL-1', ...stamp, ...more },
});
const cancel: CommandOf<'CancelPayment'> = {
  type: 'CancelPayment',
  data: { paymentId: 'payment-1', ...stamp },
  personal,
};
const refund = (more: Partial<CommandOf<'RefundPayment'>['data']> = {}): CommandOf<'RefundPayment'> => ({
  type: 'RefundPayment',
  data: { paymentId: 'payment-1', amount: 200_000, evidenceBlobId: 'blob-refund', ...stamp, ...more },
  personal: { note: '' },
});
const correct: CommandOf<'CorrectResult'> = {
  type: 'CorrectResult',
  data: { document: { blobId: 'blob-2', cipherDigest: 'beef', number: '13/KQ', signed: true }, ...stamp },
  personal,
};
const revoke = (decisionBlobId = 'blob-revocation'): CommandOf<'RevokeResult'> => ({
  type: 'RevokeResult',
  data: { decisionBlobId, ...stamp },
  personal,
});
const post: CommandOf<'RegisterPostalReturn'> = {
  type: 'RegisterPostalReturn',
  data: stamp,
  personal: { address: 'Xã Một', phone: '0990000001', receiver: 'Người Nhận Mẫu' },
};
const withdraw: CommandOf<'WithdrawDossier'> = { type: 'WithdrawDossier', data: stamp, personal };

const accepted = [receiveAtCounter()] as const;
const processing = [receiveAtCounter(), forwardStep()] as const;
const returned = [receiveAtCounter(), signResult(), returnResult()] as const;

describe('payment (T10, T11)', () => {
  it('changes the status only while the dossier is processed', () => {
    expect(stateAfter(...processing, request()).status).toBe('paymentRequested');
    expect(stateAfter(...processing, request(), confirm()).status).toBe('processing');
    expect(stateAfter(submitDossier(), request()).status).toBe('submitted');
    expect(stateAfter(...accepted, request(), confirm()).status).toBe('accepted');
    expect(stateAfter(...accepted, signResult(), request(), confirm()).status).toBe('resolved');
  });
  it('asks for a positive whole amount, one at a time', () => {
    given(...after(...processing))
      .when(request({ amount: 0 }))
      .isRejected('dossier.payment-amount-invalid');
    given(...after(...processing))
      .when(request({ amount: 1.5 }))
      .isRejected('dossier.payment-amount-invalid');
    given(...after(...processing, request()))
      .when(request({ paymentId: 'payment-2' }))
      .isRejected('dossier.payment-pending');
    given(...after(...accepted, request()))
      .when(request({ paymentId: 'payment-2' }))
      .isRejected('dossier.payment-pending');
    given(...after(...processing, request(), confirm()))
      .when(request())
      .isRejected('dossier.payment-already-requested');
    given(...after(...returned))
      .when(request())
      .isRejected('dossier.not-open-for-payment');
  });
  it('is confirmed with the asked amount and a receipt, once', () => {
    given(...after(...processing, request()))
      .when(confirm({ amount: 100_000 }))
      .isRejected('dossier.payment-amount-differs');
    given(...after(...processing, request()))
      .when(confirm({ receiptNumber: '' }))
      .isRejected('dossier.receipt-required');
    given(...after(...processing))
      .when(confirm())
      .isRejected('dossier.payment-unknown');
    given(...after(...processing, request(), confirm()))
      .when(confirm())
      .isRejected('dossier.payment-not-pending');
  });
  it('leaves the clock running, unless the version stops it', () => {
    const twoDaysLater = confirm({ now: '2026-11-18T02:00:00.000Z' });
    expect(after(...processing, request(), twoDaysLater).at(-1)).toMatchObject({ data: { resumes: true, due: null } });
    const stopping = dossierDecider(
      testCatalogue({ switches: { ...procedureVersion().switches, paymentStopsClock: true } }),
    );
    expect(historyOf(stopping, ...processing, request(), twoDaysLater).at(-1)).toMatchObject({
      data: { due: { dueAt: '2026-11-23T10:00:00.000Z' } },
    });
  });
  it('goes on when the request is cancelled with a reason', () => {
    expect(stateAfter(...processing, request(), cancel).status).toBe('processing');
    given(...after(...processing, request()))
      .when({ ...cancel, personal: { reason: '' } })
      .isRejected('dossier.reason-required');
  });
  it('that comes after a withdrawal is recorded, and given back only with evidence', () => {
    const late = [...processing, request(), withdraw, confirm()] as const;
    expect(stateAfter(...late).status).toBe('withdrawn');
    given(...after(...late))
      .when(refund())
      .yieldsTypes('PaymentRefunded');
    given(...after(...late))
      .when(refund({ evidenceBlobId: ' ' }))
      .isRejected('dossier.refund-evidence-required');
    given(...after(...late))
      .when(refund({ amount: 200_001 }))
      .isRejected('dossier.payment-amount-invalid');
    given(...after(...late, refund()))
      .when(refund())
      .isRejected('dossier.payment-not-paid');
    given(...after(...processing, request()))
      .when(refund())
      .isRejected('dossier.payment-not-paid');
  });
});

describe('a signed result (T12, T13)', () => {
  it('may be immediate when positive', () => {
    given(...after(...accepted))
      .when(signResult())
      .yieldsTypes('ResultSigned');
    expect(nationalStatus(stateAfter(...accepted, signResult()))).toBe(9);
  });
  it('is negative only in processing, with its reason', () => {
    given(...after(...processing))
      .when(signResult({ resultKind: 'negative' }, 'Không đủ điều kiện'))
      .yieldsTypes('ResultSigned');
    given(...after(...processing))
      .when(signResult({ resultKind: 'negative' }))
      .isRejected('dossier.reason-required');
    given(...after(...accepted))
      .when(signResult({ resultKind: 'negative' }, 'Không đủ'))
      .isRejected('dossier.not-open-for-negative-result');
  });
  it('is marked late after the due date, and still signed', () => {
    const late = { resultKind: 'negative' as const, now: OVERDUE };
    expect(
      given(...after(...processing))
        .when(signResult(late, 'Không đủ'))
        .facts()[0],
    ).toMatchObject({ data: { late: true } });
    expect(
      given(...after(...processing))
        .when(signResult({ now: '2026-11-19T10:00:00.000Z' }))
        .facts()[0],
    ).toMatchObject({ data: { late: false } });
  });
  it('needs its document, signed where the version says so', () => {
    const document = signResult().data.document;
    given(...after(...processing))
      .when(signResult({ document: { ...document, blobId: '' } }))
      .isRejected('dossier.result-document-required');
    given(...after(...processing))
      .when(signResult({ document: { ...document, signed: false } }))
      .isRejected('dossier.result-not-signed');
  });
  it('waits for money and comes once', () => {
    given(...after(...processing, request()))
      .when(signResult())
      .isRejected('dossier.payment-pending');
    given(...after(...accepted, request()))
      .when(signResult())
      .isRejected('dossier.payment-pending');
    given(...after(...processing, signResult()))
      .when(signResult())
      .isRejected('dossier.result-already-signed');
    given(...after(submitDossier()))
      .when(signResult())
      .isRejected('dossier.not-open-for-result');
  });
});

describe('return (T14), correction and revocation (T18)', () => {
  it('returns what was signed, once', () => {
    given(...after(...accepted, signResult()))
      .when(returnResult())
      .yieldsTypes('ResultReturned');
    given(...after(...accepted))
      .when(returnResult())
      .isRejected('dossier.not-resolved');
    given(...after(...returned))
      .when(returnResult())
      .isRejected('dossier.not-resolved');
    expect(nationalStatus(stateAfter(...returned))).toBe(10);
  });
  it('hands the originals back', () =>
    given(...after(...accepted, signResult()))
      .when(returnResult({ originalsReturned: false }))
      .isRejected('dossier.originals-not-returned'));
  it('waits for the fee that comes after', () => {
    const owing = [receiveAtCounter({ feeCollect: 'after', feeAmount: 200_000 }), signResult()] as const;
    given(...after(...owing))
      .when(returnResult())
      .isRejected('dossier.fee-unsettled');
    given(...after(...owing, request()))
      .when(returnResult())
      .isRejected('dossier.payment-pending');
    given(...after(...owing, request(), confirm()))
      .when(returnResult())
      .yieldsTypes('ResultReturned');
  });
  it('may go by post when that was registered', () => {
    expect(stateAfter(...accepted, post)).toMatchObject({ returnMethod: 'post' });
    given(...after(...accepted, signResult()))
      .when(post)
      .yieldsTypes('PostalReturnRegistered');
    given(...after(...returned))
      .when(post)
      .isRejected('dossier.not-open');
  });
  it('corrects with a new document and a reason, after the return only', () => {
    given(...after(...returned))
      .when(correct)
      .yieldsTypes('ResultCorrected');
    expect(stateAfter(...returned, correct)).toMatchObject({
      status: 'returned',
      result: { document: { number: '13/KQ' } },
    });
    given(...after(...accepted, signResult()))
      .when(correct)
      .isRejected('dossier.not-returned');
    given(...after(...returned))
      .when({ ...correct, personal: { reason: '' } })
      .isRejected('dossier.reason-required');
  });
  it('revokes with the decision attached, once', () => {
    given(...after(...returned))
      .when(revoke())
      .yieldsTypes('ResultRevoked');
    given(...after(...returned))
      .when(revoke(''))
      .isRejected('dossier.revocation-decision-required');
    given(...after(...returned, revoke()))
      .when(revoke())
      .isRejected('dossier.result-already-revoked');
    given(...after(...returned, revoke()))
      .when(correct)
      .isRejected('dossier.result-already-revoked');
    given(...after(...accepted))
      .when(revoke())
      .isRejected('dossier.not-returned');
  });
});
