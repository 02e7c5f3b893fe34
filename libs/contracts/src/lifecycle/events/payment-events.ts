import { flag, instant, listOf, oneOf, orNull, text } from '../../schema/shape.js';
import { event } from './event-shape.js';
import { by, due, money } from './inner-shapes.js';

const resumes = () => flag('true when the dossier goes back to status 4 by this');
const moved = () => orNull({ ...due, description: 'the moved due date; null when it stays' });

export const paymentEvents = {
  PaymentRequested: event('A fee is due; status 6 where `changesStatus` says so.', 'requestedAt', {
    paymentId: text(),
    amount: money(),
    feeCodes: listOf(text()),
    by: by(),
    requestedAt: instant(),
    changesStatus: flag(),
  }),
  PaymentConfirmed: event('A fee was paid.', 'confirmedAt', {
    paymentId: text(),
    amount: money(),
    method: oneOf(['cash', 'transfer', 'online']),
    confirmedAt: instant(),
    by: by(),
    receiptNumber: text(),
    resumes: resumes(),
    due: moved(),
  }),
  PaymentCancelled: event('A fee is no longer asked for.', 'cancelledAt', {
    paymentId: text(),
    by: by(),
    cancelledAt: instant(),
    resumes: resumes(),
    due: moved(),
  }),
  PaymentRefunded: event('A paid fee was given back.', 'refundedAt', {
    paymentId: text(),
    amount: money(),
    by: by(),
    refundedAt: instant(),
    evidenceBlobId: text(),
  }),
} as const;
