import { describe, expect, it } from '@jest/globals';
import { readCivilResult } from './civil-result.js';

const read = (fields: Record<string, string | number>) =>
  readCivilResult({ ref: { system: 'civil.g1', dossierCode: 'x' }, fields, documents: [] }, 'Đã xử lý');

describe('the answer of civil status', () => {
  it.each(['12', 12])('is positive with a number in the register (%p)', (so) => {
    expect(read({ so, quyenSo: '01/2026' }).kind).toBe('positive');
  });

  it('is negative without one, for the reason of its note', () => {
    expect(read({ so: ' ', ghiChu: 'Thiếu điều kiện' })).toMatchObject({
      kind: 'negative',
      fields: { lyDo: 'Thiếu điều kiện' },
    });
  });

  it('is negative for the reason that came with the status when there is no note', () => {
    expect(read({ so: '' })).toMatchObject({ kind: 'negative', fields: { lyDo: 'Đã xử lý' } });
  });
});
