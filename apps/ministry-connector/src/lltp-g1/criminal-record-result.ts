import type { ResultReader } from '../follow/result-reader.js';

/**
 * Phiếu lý lịch tư pháp, first contract: status 5 and two dates, no file. A certificate that was issued has its day of issue; without one
 * the dossier was decided and nothing was issued.
 */
export const readCriminalRecordResult: ResultReader = ({ fields }, text) => {
  const { issuedOn } = fields;
  const isIssued = typeof issuedOn === 'string' && issuedOn !== '';
  return {
    kind: isIssued ? 'positive' : 'negative',
    fields: isIssued ? fields : { ...fields, lyDo: text },
    document: undefined,
  };
};
