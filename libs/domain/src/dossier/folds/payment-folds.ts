import type { DueDate } from '../../calendar/due-date.js';
import type { Dossier, Payment } from '../dossier-state.js';
import { type DataOf, ifFiled, ifIn, withDue, withFacts } from './fold.js';

export function afterPaymentRequest(state: Dossier, data: DataOf<'PaymentRequested'>): Dossier {
  const { paymentId, amount, requestedAt, changesStatus } = data;
  const payment: Payment = { paymentId, amount, state: 'pending', requestedAt };
  return ifFiled(state, (dossier) => {
    const asked = withFacts(dossier, { payments: [...dossier.payments, payment] });
    if (!changesStatus) return asked;
    return ifIn(asked, ['processing'], (processing) => ({ ...processing, status: 'paymentRequested' }));
  });
}

export function afterPaymentEnd(
  state: Dossier,
  end: 'paid' | 'cancelled',
  at: string,
  data: { readonly paymentId: string; readonly due: DueDate | null; readonly resumes: boolean },
): Dossier {
  return ifFiled(state, (dossier) => {
    const asked = dossier.payments.find(({ paymentId }) => paymentId === data.paymentId);
    const ended = withFacts(dossier, { payments: changed(dossier.payments, data.paymentId, end) });
    if (!data.resumes || asked === undefined) return ended;
    return ifIn(ended, ['paymentRequested'], (waiting) => ({
      ...waiting,
      status: 'processing',
      acceptance: data.due === null ? waiting.acceptance : withDue(waiting.acceptance, data.due, asked.requestedAt, at),
    }));
  });
}

export function afterRefund(state: Dossier, paymentId: string): Dossier {
  return ifFiled(state, (dossier) =>
    withFacts(dossier, { payments: changed(dossier.payments, paymentId, 'refunded') }),
  );
}

function changed(payments: readonly Payment[], paymentId: string, state: Payment['state']): readonly Payment[] {
  return payments.map((payment) => (payment.paymentId === paymentId ? { ...payment, state } : payment));
}
