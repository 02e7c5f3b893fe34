import { describe, expect, it } from '@jest/globals';
import { readCriminalRecordResult } from './criminal-record-result.js';

const ref = { system: 'lltp.g1', dossierCode: 'H99.14-261116-0001' };

describe('the answer of criminal records', () => {
  it('is positive when a certificate was issued', () => {
    const fields = { approvedOn: '2026-11-17', issuedOn: '2026-11-17' };
    expect(readCriminalRecordResult({ ref, fields, documents: [] }, 'Đã có phiếu')).toEqual({
      kind: 'positive',
      fields,
      document: undefined,
    });
  });

  it('is negative, with the words it came with, when none was', () => {
    const read = readCriminalRecordResult({ ref, fields: { approvedOn: '2026-11-17' }, documents: [] }, 'Không đủ');
    expect(read).toMatchObject({ kind: 'negative', fields: { lyDo: 'Không đủ' } });
  });
});
