import { describe, expect, it } from '@jest/globals';

import { isUuid, randomId, uuidv5 } from './uuid.js';

describe('identifiers', () => {
  it('computes the version 5 examples of RFC 9562', () => {
    expect(uuidv5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('refuses a namespace that is none', () => {
    expect(() => uuidv5('dossier-1', 'x')).toThrow(TypeError);
  });

  it('makes random ids that are ids', () => {
    expect(isUuid(randomId())).toBe(true);
    expect(isUuid('2ED6657D-E927-568B-95E1-2665A8AEA6A2')).toBe(false);
  });
});
