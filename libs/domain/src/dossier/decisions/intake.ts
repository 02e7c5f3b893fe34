import { localDay } from '../../calendar/local-time.js';
import type { Catalogue } from '../../procedures/catalogue.js';
import type { CommandOf } from '../dossier-command.js';
import type { DossierEvent } from '../dossier-event.js';
import type { Dossier, DossierFacts } from '../dossier-state.js';
import { evolve } from '../evolve.js';
import {
  type Decision,
  OPEN,
  filed,
  filedOrMirror,
  inStatus,
  isLater,
  refuse,
  withText,
  withoutPendingPayment,
} from '../guards.js';
import { countedFrom } from './clock.js';
import { submission } from './submission.js';

/** A code ahead of its dossier, for channels that need it first. Our choice; the code is a full member of its series. */
export const requestCode: Decision<'RequestCode'> = ({ data }, state, catalogue) => {
  const { dossierId, channel, procedureCode, expiresAt, now } = data;
  if (state.status !== 'none') refuse('dossier.already-known');
  if (!isLater(expiresAt, now)) refuse('dossier.reservation-expiry-past');
  const unit = catalogue.unit(data.unitCode, localDay(now));
  if (!unit.receives) refuse('dossier.unit-not-receiving', { unit: unit.code });
  if (procedureCode !== null) hasLocalCodes(procedureCode, now, catalogue);
  return [
    {
      type: 'CodeRequested',
      data: { dossierId, unitCode: unit.code, channel, procedureCode, requestedAt: now, expiresAt },
    },
  ];
};

function hasLocalCodes(procedureCode: string, now: string, catalogue: Catalogue): void {
  if (catalogue.resolve(procedureCode, localDay(now)).route === 'ministryCentral')
    refuse('dossier.mirror-only', { procedure: procedureCode });
}

export const voidCode: Decision<'VoidCode'> = ({ data }, state) => {
  const { reason, now } = data;
  if (state.status !== 'reserved') return refuse('dossier.not-reserved');
  const { dossierId, dossierCode, expiresAt } = state;
  if (dossierCode === null) return refuse('dossier.code-not-assigned');
  if (reason === 'reservation-expired' && !isLater(now, expiresAt))
    refuse('dossier.reservation-running', { expiresAt });
  return [{ type: 'CodeVoided', data: { dossierId, dossierCode, reason, voidedAt: now } }];
};

/** T01. @law NĐ 61/2018/NĐ-CP art. 16 */
export const submitDossier: Decision<'SubmitDossier'> = ({ data, personal }, state, catalogue) => [
  submission(data, personal, state, catalogue),
];

/** T02: received, paid for where the fee comes first, and accepted in one act. @law NĐ 61/2018/NĐ-CP art. 17.1, 17.3, 17.4 */
export const receiveAtCounter: Decision<'ReceiveAtCounter'> = ({ data, personal }, state, catalogue) => {
  const { by, now } = data;
  const received: DossierEvent[] = [submission(data, personal, state, catalogue), ...takenFee(data)];
  const dossier = received.reduce(evolve, state);
  return [...received, ...acceptance(dossier, catalogue, by, now)];
};

function takenFee({ dossierId, payment, feeAmount, by, now }: CommandOf<'ReceiveAtCounter'>['data']): DossierEvent[] {
  if (payment === null) return [];
  const { paymentId, method, receiptNumber } = payment;
  if (feeAmount === 0) refuse('dossier.payment-amount-invalid');
  withText(receiptNumber, 'dossier.receipt-required');
  const fee = { dossierId, paymentId, amount: feeAmount, by };
  return [
    { type: 'PaymentRequested', data: { ...fee, feeCodes: [], requestedAt: now, changesStatus: false } },
    { type: 'PaymentConfirmed', data: { ...fee, method, confirmedAt: now, receiptNumber, resumes: false, due: null } },
  ];
}

/** T03. @law NĐ 61/2018/NĐ-CP art. 17.2.b; NĐ 309/2026/NĐ-CP art. 2, 8 */
export const acceptDossier: Decision<'AcceptDossier'> = ({ data }, state, catalogue) => {
  if (!data.checksDone) {
    inStatus(state, ['submitted'], 'dossier.not-open-for-acceptance');
    refuse('dossier.checks-not-done');
  }
  return acceptance(state, catalogue, data.by, data.now);
};

function acceptance(state: Dossier, catalogue: Catalogue, by: string, now: string): DossierEvent[] {
  const dossier = inStatus(state, ['submitted'], 'dossier.not-open-for-acceptance');
  withoutPendingPayment(dossier);
  settledFee(dossier, 'before');
  const { dossierId, procedureCode, procedureCase, resolvingUnit: unitCode, channel, receivedAt } = dossier;
  const dossierCodeNeeded = dossier.codeIssuedAt === 'acceptance' && dossier.dossierCode === null;
  const due = countedFrom(dossier, catalogue, now);
  const day = localDay(receivedAt);
  const row = catalogue.route('professional', { procedureCode, procedureCase, unitCode, day, channel });
  return [
    { type: 'DossierAccepted', data: { dossierId, by, acceptedAt: now, due, dossierCodeNeeded } },
    { type: 'RoutingDecided', data: { dossierId, row, decidedAt: now } },
  ];
}

/** The fee that is due at this moment (collected before, or after) was paid. */
export function settledFee(dossier: DossierFacts, collect: 'before' | 'after'): void {
  if (dossier.feeCollect !== collect) return;
  const paid = paidAmount(dossier);
  if (paid < dossier.feeAmount) refuse('dossier.fee-unsettled', { paid, amount: dossier.feeAmount });
}

/** Đồng paid and not given back. */
function paidAmount({ payments }: DossierFacts): number {
  return payments.filter(({ state }) => state === 'paid').reduce((sum, { amount }) => sum + amount, 0);
}

export const addAttachment: Decision<'AddAttachment'> = ({ data, personal }, state) => {
  const { component, by, now } = data;
  const { dossierId, components } = inStatus(state, OPEN, 'dossier.not-open');
  if (components.some(({ attachmentId }) => attachmentId === component.attachmentId))
    refuse('dossier.attachment-duplicate');
  return [{ type: 'AttachmentAdded', data: { dossierId, component, by, addedAt: now }, personal }];
};

/** T04: only at intake; after that a refusal is a negative result. @law NĐ 61/2018/NĐ-CP art. 17.1.b, 17.2.a */
export const refuseIntake: Decision<'RefuseIntake'> = ({ data, personal }, state) => {
  const { reasonCode, by, now } = data;
  const { dossierId } = inStatus(state, ['submitted'], 'dossier.not-open-for-refusal');
  withText(personal.reason);
  return [
    {
      type: 'IntakeRefused',
      data: { dossierId, by, refusedAt: now, reasonCode },
      personal: { reason: personal.reason },
    },
  ];
};

/** T15: not once the result is signed, unless the version's switch says so. Our reading; the law's text is not confirmed. */
export const withdrawDossier: Decision<'WithdrawDossier'> = ({ data, personal }, state, catalogue) => {
  const { by, now } = data;
  const dossier = filed(state);
  const signed = dossier.status === 'resolved';
  if (signed && !catalogue.version(dossier.procedureVersionId).switches.withdrawAfterSigning)
    refuse('dossier.result-already-signed');
  if (!signed) inStatus(state, OPEN, 'dossier.not-open-for-withdrawal');
  return [
    {
      type: 'DossierWithdrawn',
      data: { dossierId: dossier.dossierId, by, withdrawnAt: now, refundDue: paidAmount(dossier) > 0 },
      personal: { reason: personal.reason },
    },
  ];
};

/** @law Law 91/2025/QH15 on personal data protection */
export const eraseSubject: Decision<'EraseSubject'> = ({ data }, state) => {
  const { policy, by, now } = data;
  if ('erased' in state && (state.erased === policy || state.erased === 'shred')) return [];
  const { dossierId } = filedOrMirror(state);
  return [{ type: 'SubjectErased', data: { dossierId, policy, by, erasedAt: now } }];
};
