import { describe, expect, it } from '@jest/globals';
import { testCatalogue } from '@motcua/testing';
import { compareCatalogues, type CatalogueKind, type PortalEntry } from './compare-catalogues.js';

const catalogue = testCatalogue();
const day = '2026-11-16';
const ours = catalogue.versionsOn(day);
const entry = (kind: CatalogueKind, code: string, name: string, details: PortalEntry['details'] = {}): PortalEntry => ({
  kind,
  code,
  name,
  details,
});
const same: readonly PortalEntry[] = [
  ...ours.map(({ code, name }) => entry('procedures', code, name.vi)),
  ...catalogue.unitsOn(day).map(({ code, name }) => entry('units', code, name)),
  entry('fields', 'G15-TP01', 'Tư pháp'),
];

describe('our catalogue beside that of the portal', () => {
  it('does not differ where both say the same, in whatever case, spacing or composition', () => {
    const loose = same.map((one) => ({ ...one, name: `  ${one.name.normalize('NFD').toUpperCase()} ` }));
    expect(compareCatalogues(catalogue, day, loose)).toEqual([]);
  });

  it('knows a unit under the other spelling', () => {
    const spelled = same.map((one) => (one.code === 'H99.14' ? { ...one, code: '000.00.14.H99' } : one));
    expect(compareCatalogues(catalogue, day, spelled)).toEqual([]);
  });

  it('lists what only one of them has, and names that differ', () => {
    const theirs = [
      ...same.filter(({ code }) => code !== '2.000488' && code !== 'H99.31'),
      entry('procedures', '9.999999', 'Thủ tục lạ'),
      entry('units', 'H99.31', 'UBND xã Khác'),
    ];
    expect(compareCatalogues(catalogue, day, theirs)).toEqual([
      { kind: 'procedure', code: '2.000488', difference: 'not-at-portal', ours: 'Thủ tục mẫu', theirs: null },
      { kind: 'procedure', code: '9.999999', difference: 'not-here', ours: null, theirs: 'Thủ tục lạ' },
      { kind: 'unit', code: 'H99.31', difference: 'name', ours: 'UBND xã Một', theirs: 'UBND xã Khác' },
    ]);
  });

  it('compares field and result of a procedure with its description there', () => {
    const described = entry('procedure', '2.000488', '', {
      LINHVUCTHUCHIEN: [{ MALINHVUC: 'G15-HT06' }],
      KETQUATHUCHIEN: [{ MAKETQUA: ours.find(({ code }) => code === '2.000488')!.result.code }],
    });
    expect(compareCatalogues(catalogue, day, [...same, described])).toEqual([
      { kind: 'procedure', code: '2.000488', difference: 'field', ours: 'G15-TP01', theirs: 'G15-HT06' },
    ]);
  });
});
