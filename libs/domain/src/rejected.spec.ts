import { describe, expect, it } from '@jest/globals';
import { Rejected } from './rejected.js';

describe('Rejected', () => {
  it('carries a stable code and details without personal data', () => {
    const error = new Rejected('dossier.not-open-for-supplement', { status: 'returned' });
    expect(error).toBeInstanceOf(Error);
    expect([error.code, error.details]).toEqual(['dossier.not-open-for-supplement', { status: 'returned' }]);
  });
});
