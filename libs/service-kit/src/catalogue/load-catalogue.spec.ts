import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from './load-catalogue.js';

describe('the catalogue of 2020', () => {
  it('loads', async () => {
    const { data, declarations } = await loadCatalogue('catalogues/2020');
    expect(data.versions).toHaveLength(6);
    expect(declarations.fields('2.000488@2020-1').length).toBeGreaterThan(30);
  });
});
