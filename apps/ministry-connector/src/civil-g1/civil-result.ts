import type { ResultReader } from '../follow/result-reader.js';

/**
 * Hộ tịch, first contract: number, book and page in the register, no file. What is not in the register has no number, and a note
 * that says why.
 */
export const readCivilResult: ResultReader = ({ fields }, text) => {
  const { so, ghiChu } = fields;
  const isRegistered = (typeof so === 'string' && so.trim() !== '') || typeof so === 'number';
  const why = typeof ghiChu === 'string' && ghiChu !== '' ? ghiChu : text;
  return {
    kind: isRegistered ? 'positive' : 'negative',
    fields: isRegistered ? fields : { ...fields, lyDo: why },
    document: undefined,
  };
};
