import { describe, expect, it } from '@jest/globals';
import {
  MONDAY,
  acceptDossier,
  dossierFacts,
  historyOf,
  procedureVersion,
  receiveAtCounter,
  returnResult,
  signResult,
  specify,
  submitDossier,
  submittedComponent,
  testCatalogue,
} from '@motcua/testing';
import { awaitsCode, nationalStatus } from '../dossier-state.js';
import type { CommandOf } from '../dossier-command.js';
import { dossierDecider } from '../dossier.js';

const decider = dossierDecider(testCatalogue());
const given = specify(decider);
const after = (...commands: Parameters<typeof decider.decide>[0][]) => historyOf(decider, ...commands);
const stateAfter = (...commands: Parameters<typeof decider.decide>[0][]) =>
  after(...commands).reduce(decider.evolve, decider.initialState());
const stamp = { now: MONDAY, by: 'officer-1' };

const requestCode = (more: Partial<CommandOf<'RequestCode'>['data']> = {}): CommandOf<'RequestCode'> => ({
  type: 'RequestCode',
  data: {
    dossierId: submitDossier().data.dossierId,
    unitCode: 'H99.14',
    channel: 'vneid',
    procedureCode: '2.000488',
    expiresAt: '2026-11-23T02:00:00.000Z',
    ...stamp,
    ...more,
  },
});
const refuseIntake = (reason = 'Không đúng thẩm quyền'): CommandOf<'RefuseIntake'> => ({
  type: 'RefuseIntake',
  data: { reasonCode: 'not-competent', ...stamp },
  personal: { reason },
});
const withdraw: CommandOf<'WithdrawDossier'> = { type: 'WithdrawDossier', data: stamp, personal: { reason: 'Đổi ý' } };
const erase = (policy: 'shred' | 'restrict'): CommandOf<'EraseSubject'> => ({
  type: 'EraseSubject',
  data: { policy, ...stamp },
});
const code = dossierFacts.DossierCodeAssigned;

describe('a code ahead of its dossier', () => {
  it('is asked for by a channel that needs it first', () => given().when(requestCode()).yieldsTypes('CodeRequested'));
  it('is asked for once', () =>
    given(...after(requestCode()))
      .when(requestCode())
      .isRejected('dossier.already-known'));
  it('must end in the future', () =>
    given()
      .when(requestCode({ expiresAt: MONDAY }))
      .isRejected('dossier.reservation-expiry-past'));
  it('is not drawn for a procedure that a ministry resolves', () =>
    given()
      .when(requestCode({ procedureCode: '3.000333' }))
      .isRejected('dossier.mirror-only'));
  it('is owed until the issuer appended it, and never a second time', () => {
    const reserved = after(requestCode());
    expect(awaitsCode(reserved.reduce(decider.evolve, decider.initialState()))).toBe(true);
    const second = { ...code, data: { ...code.data, dossierCode: '000.00.14.H99-261116-0002' } };
    const state = [...reserved, code, second].reduce(decider.evolve, decider.initialState());
    expect([awaitsCode(state), state]).toEqual([
      false,
      expect.objectContaining({ dossierCode: code.data.dossierCode }),
    ]);
  });
  it('stays with the dossier that comes', () => {
    const facts = [...after(requestCode()), code];
    const submitted = [
      ...facts,
      ...decider.decide(submitDossier({ channel: 'vneid' }), facts.reduce(decider.evolve, decider.initialState())),
    ];
    const state = submitted.reduce(decider.evolve, decider.initialState());
    expect(state).toMatchObject({ status: 'submitted', dossierCode: code.data.dossierCode });
  });
  it('belongs to the unit it was drawn for', () =>
    given(...after(requestCode({ unitCode: 'H99.31', procedureCode: null })))
      .when(submitDossier({ channel: 'vneid' }))
      .isRejected('dossier.reservation-differs'));

  const close = (reason: CommandOf<'VoidCode'>['data']['reason'], now: string): CommandOf<'VoidCode'> => ({
    type: 'VoidCode',
    data: { reason, now, by: 'dossier-code' },
  });
  it('is closed when the dossier never came', () =>
    given(...after(requestCode()), code)
      .when(close('reservation-expired', '2026-11-23T02:00:00.001Z'))
      .yieldsTypes('CodeVoided'));
  it('is not closed before the reservation ends', () =>
    given(...after(requestCode()), code)
      .when(close('reservation-expired', MONDAY))
      .isRejected('dossier.reservation-running'));
  it('is closed at once when the submission was rejected', () =>
    given(...after(requestCode()), code)
      .when(close('submission-rejected', MONDAY))
      .yieldsTypes('CodeVoided'));
  it('cannot be closed before it was assigned', () =>
    given(...after(requestCode()))
      .when(close('submission-rejected', MONDAY))
      .isRejected('dossier.code-not-assigned'));
  it('cannot be closed under a dossier that came', () =>
    given(...after(submitDossier()))
      .when(close('submission-rejected', MONDAY))
      .isRejected('dossier.not-reserved'));
  it('takes no dossier once it is closed', () =>
    given(...after(requestCode()), code, dossierFacts.CodeVoided)
      .when(submitDossier({ channel: 'vneid' }))
      .isRejected('dossier.reservation-closed'));
});

describe('an online submission (T01)', () => {
  it('fixes version, rule set, calendar and units, and gets its intake answer limit', () => {
    const [fact] = given().when(submitDossier()).facts();
    expect(fact).toMatchObject({
      type: 'DossierSubmitted',
      data: {
        procedureVersionId: '2.000488@2020-1',
        ruleSet: '2020',
        resolvingUnit: 'H99.14',
        receivedAt: MONDAY,
        codeIssuedAt: 'submission',
        intakeAnswer: { dueAt: '2026-11-17T02:00:00.000Z' },
      },
    });
    expect(nationalStatus(stateAfter(submitDossier()))).toBe(1);
  });
  it('stores the canonical spelling of the unit', () =>
    expect(
      given()
        .when(submitDossier({ receivingUnit: '000.00.14.H99' }))
        .facts()[0],
    ).toMatchObject({
      data: { receivingUnit: 'H99.14' },
    }));
  it('is made once', () =>
    given(...after(submitDossier()))
      .when(submitDossier())
      .isRejected('dossier.already-submitted'));
  it('is not for procedures that a ministry resolves', () =>
    given()
      .when(submitDossier({ procedureCode: '3.000333' }))
      .isRejected('dossier.mirror-only'));
  it('needs a procedure that is open on the channel', () => {
    const closed = specify(dossierDecider(testCatalogue({ channels: ['counter'] })));
    closed().when(submitDossier()).isRejected('dossier.channel-not-open');
  });
  it('needs a known case', () =>
    given()
      .when(submitDossier({ procedureCase: 'urgent' }))
      .isRejected('dossier.case-unknown'));
  it('needs a competent unit', () =>
    given()
      .when(submitDossier({ receivingUnit: 'H99.31' }))
      .isRejected('procedure.unit-not-competent'));
  it('needs the components that the declaration makes required', () => {
    const command = submitDossier();
    const byProxy = { ...command, personal: { ...command.personal, declaration: { uyQuyen: '1' } } };
    given()
      .when(byProxy)
      .isRejected('dossier.components-missing', { components: ['id-copy'] });
    const complete = { ...byProxy, data: { ...byProxy.data, components: [submittedComponent()] } };
    given().when(complete).yieldsTypes('DossierSubmitted');
  });
  it('keeps a file for every uploaded paper, each once', () => {
    given()
      .when(submitDossier({ components: [submittedComponent({ blobId: null })] }))
      .isRejected('dossier.component-not-scanned');
    given()
      .when(submitDossier({ components: [submittedComponent(), submittedComponent()] }))
      .isRejected('dossier.attachment-duplicate');
  });
  it('names its fee in whole đồng', () =>
    given()
      .when(submitDossier({ feeAmount: 0.5 }))
      .isRejected('dossier.fee-invalid'));
  it('goes through another unit only where the procedure is boundary-free', () => {
    given()
      .when(submitDossier({ competentUnit: 'H99.31' }))
      .isRejected('dossier.boundary-free-not-open');
    const far = submitDossier({ procedureCode: '1.004873', receivingUnit: 'H99.31', competentUnit: 'H99.32' });
    expect(given().when(far).facts()[0]).toMatchObject({ data: { receivingUnit: 'H99.31', resolvingUnit: 'H99.32' } });
  });
});

describe('counter and post (T02)', () => {
  it('receives and accepts in one act', () => {
    given().when(receiveAtCounter()).yieldsTypes('DossierSubmitted', 'DossierAccepted', 'RoutingDecided');
    expect(stateAfter(receiveAtCounter())).toMatchObject({ status: 'accepted', intakeAnswer: null });
  });
  it('asks for its code with the acceptance', () => {
    expect(given().when(receiveAtCounter()).facts()[1]).toMatchObject({ data: { dossierCodeNeeded: true } });
    expect(awaitsCode(stateAfter(receiveAtCounter()))).toBe(true);
  });
  it('takes the fee that comes first', () => {
    const fee = { feeCollect: 'before' as const, feeAmount: 200_000 };
    given().when(receiveAtCounter(fee)).isRejected('dossier.fee-unsettled');
    const payment = { paymentId: 'payment-1', method: 'cash' as const, receiptNumber: 'BL-1' };
    given()
      .when(receiveAtCounter({ ...fee, payment }))
      .yieldsTypes('DossierSubmitted', 'PaymentRequested', 'PaymentConfirmed', 'DossierAccepted', 'RoutingDecided');
    given()
      .when(receiveAtCounter({ ...fee, payment: { ...payment, receiptNumber: ' ' } }))
      .isRejected('dossier.receipt-required');
    given().when(receiveAtCounter({ payment })).isRejected('dossier.payment-amount-invalid');
  });
  it('lets the postmark choose version and calendar, and the acceptance start the clock', () => {
    const postmarkedAt = '2026-11-12T02:00:00.000Z';
    const [submitted, accepted] = given()
      .when(receiveAtCounter({ channel: 'post', postmarkedAt }))
      .facts();
    expect(submitted).toMatchObject({ data: { receivedAt: postmarkedAt, submittedAt: MONDAY } });
    expect(accepted).toMatchObject({ data: { due: { dueAt: '2026-11-19T10:00:00.000Z' } } });
  });
  it('has a postmark only by post, and none from the future', () => {
    given()
      .when(receiveAtCounter({ postmarkedAt: MONDAY }))
      .isRejected('dossier.postmark-only-by-post');
    given()
      .when(receiveAtCounter({ channel: 'post', postmarkedAt: '2026-11-17T02:00:00.000Z' }))
      .isRejected('dossier.postmark-in-future');
  });
});

describe('acceptance (T03)', () => {
  const submitted = after(submitDossier());
  it('sets the due date and decides the route for ever', () => {
    const [accepted, routed] = given(...submitted)
      .when(acceptDossier())
      .facts();
    expect(accepted).toMatchObject({
      type: 'DossierAccepted',
      data: { due: { dueAt: '2026-11-19T10:00:00.000Z' }, dossierCodeNeeded: false },
    });
    expect(routed).toMatchObject({ type: 'RoutingDecided', data: { row: { system: 'lltp.g1' } } });
  });
  it('happens once', () =>
    given(...submitted, ...after(submitDossier(), acceptDossier()).slice(1))
      .when(acceptDossier())
      .isRejected('dossier.not-open-for-acceptance'));
  it('needs the checks', () => {
    given(...submitted)
      .when(acceptDossier({ checksDone: false }))
      .isRejected('dossier.checks-not-done');
    given()
      .when(acceptDossier({ checksDone: false }))
      .isRejected('dossier.unknown');
  });
  it('needs the fee that comes first, and nothing pending', () => {
    const owing = after(submitDossier({ feeCollect: 'before', feeAmount: 200_000 }));
    given(...owing)
      .when(acceptDossier())
      .isRejected('dossier.fee-unsettled', { paid: 0, amount: 200_000 });
    given(...owing, dossierFacts.PaymentRequested)
      .when(acceptDossier())
      .isRejected('dossier.payment-pending');
    given(...owing, dossierFacts.PaymentRequested, dossierFacts.PaymentConfirmed)
      .when(acceptDossier())
      .yieldsTypes('DossierAccepted', 'RoutingDecided');
  });
});

describe('refusal, withdrawal, erasure', () => {
  const accepted = after(submitDossier(), acceptDossier());
  it('refuses at intake with a reason (T04)', () => {
    given(...after(submitDossier()))
      .when(refuseIntake())
      .yieldsTypes('IntakeRefused');
    given(...after(submitDossier()))
      .when(refuseIntake(' '))
      .isRejected('dossier.reason-required');
    expect(nationalStatus(stateAfter(submitDossier(), refuseIntake()))).toBe(3);
  });
  it('refuses only at intake', () =>
    given(...accepted)
      .when(refuseIntake())
      .isRejected('dossier.not-open-for-refusal'));
  it('lets the applicant withdraw until the result is signed (T15)', () => {
    given(...accepted)
      .when(withdraw)
      .yieldsTypes('DossierWithdrawn');
    given(...accepted, ...decided(accepted, signResult()))
      .when(withdraw)
      .isRejected('dossier.result-already-signed');
    const returned = after(submitDossier(), acceptDossier(), signResult(), returnResult());
    given(...returned)
      .when(withdraw)
      .isRejected('dossier.not-open-for-withdrawal');
  });
  it('lets a switch open withdrawal after signing', () => {
    const switches = { ...procedureVersion().switches, withdrawAfterSigning: true };
    const open = dossierDecider(testCatalogue({ switches }));
    specify(open)(...historyOf(open, submitDossier(), acceptDossier(), signResult()))
      .when(withdraw)
      .yieldsTypes('DossierWithdrawn');
  });
  it('says when money is to be given back', () => {
    const paid = [...accepted, dossierFacts.PaymentRequested, dossierFacts.PaymentConfirmed];
    expect(
      given(...paid)
        .when(withdraw)
        .facts()[0],
    ).toMatchObject({ data: { refundDue: true } });
    expect(
      given(...accepted)
        .when(withdraw)
        .facts()[0],
    ).toMatchObject({ data: { refundDue: false } });
  });
  it('takes attachments while the dossier is open, each once', () => {
    const add: CommandOf<'AddAttachment'> = {
      type: 'AddAttachment',
      data: { component: submittedComponent(), ...stamp },
      personal: { attachmentId: 'attachment-1', fileName: 'giay-to.pdf', plainDigest: 'f00d' },
    };
    given(...accepted)
      .when(add)
      .yieldsTypes('AttachmentAdded');
    given(...after(submitDossier(), add))
      .when(add)
      .isRejected('dossier.attachment-duplicate');
    given(...after(submitDossier(), refuseIntake()))
      .when(add)
      .isRejected('dossier.not-open');
  });
  it('does nothing more after the keys are gone', () => {
    given(...accepted)
      .when(erase('shred'))
      .yieldsTypes('SubjectErased');
    given(...after(submitDossier(), erase('shred')))
      .when(acceptDossier())
      .isRejected('dossier.subject-erased');
    given(...after(submitDossier(), erase('shred')))
      .when(erase('restrict'))
      .yieldsNothing();
    given(...after(submitDossier(), erase('restrict')))
      .when(acceptDossier())
      .yieldsTypes('DossierAccepted', 'RoutingDecided');
    given().when(erase('shred')).isRejected('dossier.unknown');
  });
});

function decided(facts: ReturnType<typeof after>, command: Parameters<typeof decider.decide>[0]) {
  return decider.decide(command, facts.reduce(decider.evolve, decider.initialState()));
}
