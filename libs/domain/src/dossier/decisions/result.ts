import {
  type Decision,
  OPEN,
  filed,
  inStatus,
  isIn,
  isLater,
  refuse,
  withText,
  withoutPendingPayment,
} from '../guards.js';
import type { FiledDossier } from '../dossier-state.js';
import { settledFee } from './intake.js';

/**
 * T12 and T13. Positive also straight from `accepted` (an immediate result); negative with its reason, form 03 as the result.
 * The time limit is a duty and not a lock: an overdue result is signed and marked late.
 *
 * @law NĐ 61/2018/NĐ-CP art. 19.2, 19.8, 20.4, 20.5
 */
export const signResult: Decision<'SignResult'> = ({ data, personal }, state, catalogue) => {
  const { resultKind, document, by, now } = data;
  const here = filed(state);
  notSigned(here);
  if (here.status === 'paymentRequested') refuse('dossier.payment-pending');
  if (resultKind === 'negative') inStatus(state, ['processing'], 'dossier.not-open-for-negative-result');
  const dossier = inStatus(state, ['accepted', 'processing'], 'dossier.not-open-for-result');
  withoutPendingPayment(dossier);
  withText(document.blobId, 'dossier.result-document-required');
  const { signedResultRequired } = catalogue.version(dossier.procedureVersionId).switches;
  if (signedResultRequired && !document.signed) refuse('dossier.result-not-signed');
  if (resultKind === 'negative') withText(personal.reason);
  const late = isLater(now, dossier.acceptance.due.dueAt);
  return [
    {
      type: 'ResultSigned',
      data: { dossierId: dossier.dossierId, resultKind, by, signedAt: now, late, document },
      personal: { reason: personal.reason, fields: personal.fields },
    },
  ];
};

function notSigned(dossier: FiledDossier): void {
  if (isIn(dossier, ['resolved', 'returned'])) refuse('dossier.result-already-signed');
}

export const registerPostalReturn: Decision<'RegisterPostalReturn'> = ({ data, personal }, state) => {
  const { by, now } = data;
  const { dossierId } = inStatus(state, [...OPEN, 'resolved'], 'dossier.not-open');
  return [
    {
      type: 'PostalReturnRegistered',
      data: { dossierId, by, registeredAt: now },
      personal: { address: personal.address, phone: personal.phone, receiver: personal.receiver },
    },
  ];
};

/** T14: the fee that is collected after is settled, the originals are handed back. @law NĐ 61/2018/NĐ-CP art. 20 */
export const returnResult: Decision<'ReturnResult'> = ({ data, personal }, state) => {
  const { method, originalsReturned, by, now } = data;
  const dossier = inStatus(state, ['resolved'], 'dossier.not-resolved');
  withoutPendingPayment(dossier);
  settledFee(dossier, 'after');
  if (!originalsReturned) refuse('dossier.originals-not-returned');
  return [
    {
      type: 'ResultReturned',
      data: { dossierId: dossier.dossierId, method, by, returnedAt: now },
      personal: { receiver: personal.receiver, note: personal.note },
    },
  ];
};

/** T18: a new fact and a new document; the old result is never edited. @law NĐ 61/2018/NĐ-CP art. 21.1 */
export const correctResult: Decision<'CorrectResult'> = ({ data, personal }, state) => {
  const { document, by, now } = data;
  const { dossierId, result } = inStatus(state, ['returned'], 'dossier.not-returned');
  if (result.revoked) refuse('dossier.result-already-revoked');
  withText(document.blobId, 'dossier.result-document-required');
  withText(personal.reason);
  return [
    {
      type: 'ResultCorrected',
      data: { dossierId, by, correctedAt: now, document },
      personal: { reason: personal.reason },
    },
  ];
};

/** T18, with the revocation decision attached. */
export const revokeResult: Decision<'RevokeResult'> = ({ data, personal }, state) => {
  const { by, now } = data;
  const { dossierId, result } = inStatus(state, ['returned'], 'dossier.not-returned');
  if (result.revoked) refuse('dossier.result-already-revoked');
  const decisionBlobId = withText(data.decisionBlobId, 'dossier.revocation-decision-required');
  withText(personal.reason);
  return [
    {
      type: 'ResultRevoked',
      data: { dossierId, by, revokedAt: now, decisionBlobId },
      personal: { reason: personal.reason },
    },
  ];
};
