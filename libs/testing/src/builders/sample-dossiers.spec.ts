import { describe, expect, it } from '@jest/globals';
import { feesFor, missingComponents } from '@motcua/domain';
import { loadCatalogue } from '@motcua/service-kit';
import { sampleDossiers } from './sample-dossiers.js';
import type { SampleDossier } from './sample-stories.js';

function take(seed: number, count: number): SampleDossier[] {
  return sampleDossiers(seed).take(count).toArray();
}

describe('sample dossiers', () => {
  it('are the same for the same seed and others for another', () => {
    expect(take(7, 50)).toEqual(take(7, 50));
    expect(take(8, 50)).not.toEqual(take(7, 50));
  });

  it('are accepted by their forms, complete and priced', async () => {
    const { catalogue, declarations } = await loadCatalogue('catalogues/2020');
    for (const dossier of take(42, 2000)) {
      const version = catalogue.resolve(dossier.procedure, '2026-11-20');
      expect(
        declarations.validate(version.id, dossier.declaration, { receivedAt: '2026-11-24T02:00:00.000Z' }),
      ).toEqual([]);
      const given = dossier.components.map(({ code }) => code);
      expect(missingComponents(version, dossier.declaration, dossier.channel, given)).toEqual([]);
      expect(feesFor(version, dossier).total).toBeGreaterThanOrEqual(0);
      expect(catalogue.unit(dossier.unit, '2026-11-20').receives).toBe(true);
    }
  });

  it('cover all six procedures, every commune, and names in NFD', () => {
    const dossiers = take(1, 3000);
    expect(new Set(dossiers.map(({ procedure }) => procedure)).size).toBe(6);
    expect(new Set(dossiers.map(({ unit }) => unit)).size).toBe(13);
    const names = dossiers.map(({ applicant }) => applicant.fullName);
    expect(names.filter((name) => name !== name.normalize('NFC')).length).toBeGreaterThan(50);
    expect(new Set(names.map((name) => name.normalize('NFC'))).size).toBeGreaterThan(1000);
  });

  it('keep one person one person', () => {
    for (const { applicant, declaration } of take(3, 500)) {
      expect(declaration['nycHoTen']).toBe(applicant.fullName);
      const numbers = [declaration['nycSoGiayTo'], declaration['nycSoDDCN'], applicant.personalId];
      expect(new Set(numbers.filter((number) => typeof number === 'string')).size).toBeLessThanOrEqual(1);
    }
  });

  it('are about other people each', () => {
    const numbers = take(5, 5000)
      .map(({ applicant }) => applicant.personalId)
      .filter((number) => number !== null);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
