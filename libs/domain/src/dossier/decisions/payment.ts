import type { DueDate } from '../../calendar/due-date.js';
import type { Catalogue } from '../../procedures/catalogue.js';
import type { FiledDossier, Payment } from '../dossier-state.js';
import { type Decision, filed, inStatus, refuse, withText, withoutPendingPayment } from '../guards.js';

/** T10 from `processing`; before acceptance and after the result a fee is asked for without a change of status. */
export const requestPayment: Decision<'RequestPayment'> = ({ data }, state) => {
  const { paymentId, amount, feeCodes, by, now } = data;
  const payable = ['submitted', 'accepted', 'processing', 'resolved'] as const;
  const pending = state.status === 'paymentRequested';
  const dossier = inStatus(state, payable, pending ? 'dossier.payment-pending' : 'dossier.not-open-for-payment');
  if (!isAmount(amount)) refuse('dossier.payment-amount-invalid');
  if (dossier.payments.some((payment) => payment.paymentId === paymentId)) refuse('dossier.payment-already-requested');
  withoutPendingPayment(dossier);
  const changesStatus = dossier.status === 'processing';
  return [
    {
      type: 'PaymentRequested',
      data: { dossierId: dossier.dossierId, paymentId, amount, feeCodes, by, requestedAt: now, changesStatus },
    },
  ];
};

/** T11. Money that arrives after the dossier has ended is recorded too, so that it can be given back. */
export const confirmPayment: Decision<'ConfirmPayment'> = ({ data }, state, catalogue) => {
  const { paymentId, amount, method, by, now } = data;
  const dossier = filed(state);
  const payment = pendingPayment(dossier, paymentId);
  if (amount !== payment.amount) refuse('dossier.payment-amount-differs', { asked: payment.amount, paid: amount });
  const receiptNumber = withText(data.receiptNumber, 'dossier.receipt-required');
  return [
    {
      type: 'PaymentConfirmed',
      data: {
        dossierId: dossier.dossierId,
        paymentId,
        amount,
        method,
        confirmedAt: now,
        by,
        receiptNumber,
        ...resumption(dossier, payment, catalogue, now),
      },
    },
  ];
};

export const cancelPayment: Decision<'CancelPayment'> = ({ data, personal }, state, catalogue) => {
  const { paymentId, by, now } = data;
  const dossier = filed(state);
  const payment = pendingPayment(dossier, paymentId);
  withText(personal.reason);
  const { resumes, due } = resumption(dossier, payment, catalogue, now);
  return [
    {
      type: 'PaymentCancelled',
      data: { dossierId: dossier.dossierId, paymentId, by, cancelledAt: now, resumes, due },
      personal: { reason: personal.reason },
    },
  ];
};

/** No interface for refunds is known: a recorded act with its evidence. */
export const refundPayment: Decision<'RefundPayment'> = ({ data, personal }, state) => {
  const { paymentId, amount, by, now } = data;
  const dossier = filed(state);
  const payment = knownPayment(dossier, paymentId);
  if (payment.state !== 'paid') refuse('dossier.payment-not-paid', { state: payment.state });
  if (!isAmount(amount) || amount > payment.amount) refuse('dossier.payment-amount-invalid', { paid: payment.amount });
  const evidenceBlobId = withText(data.evidenceBlobId, 'dossier.refund-evidence-required');
  return [
    {
      type: 'PaymentRefunded',
      data: { dossierId: dossier.dossierId, paymentId, amount, by, refundedAt: now, evidenceBlobId },
      personal: { note: personal.note },
    },
  ];
};

function isAmount(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount > 0;
}

function knownPayment({ payments }: FiledDossier, paymentId: string): Payment {
  return payments.find((payment) => payment.paymentId === paymentId) ?? refuse('dossier.payment-unknown');
}

function pendingPayment(dossier: FiledDossier, paymentId: string): Payment {
  const payment = knownPayment(dossier, paymentId);
  if (payment.state !== 'pending') refuse('dossier.payment-not-pending', { state: payment.state });
  return payment;
}

/** Whether the dossier goes on now, and with which due date where waiting for money stops the clock. */
function resumption(
  dossier: FiledDossier,
  payment: Payment,
  catalogue: Catalogue,
  now: string,
): { readonly resumes: boolean; readonly due: DueDate | null } {
  if (dossier.status !== 'paymentRequested') return { resumes: false, due: null };
  const { paymentStopsClock } = catalogue.version(dossier.procedureVersionId).switches;
  const { acceptance, resolvingUnit } = dossier;
  const due = paymentStopsClock ? catalogue.pause(acceptance.due, payment.requestedAt, now, resolvingUnit) : null;
  return { resumes: true, due };
}
