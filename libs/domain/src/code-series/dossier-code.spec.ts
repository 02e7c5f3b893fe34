import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { UnitSpelling } from '../procedures/unit.js';
import { type CodeFault, parseDossierCode, printDossierCode } from './dossier-code.js';
import { canonicalUnit, isCanonicalUnit, isExpressible, printUnit } from './unit-spelling.js';

const local: [string, string, string, number, UnitSpelling][] = [
  ['000.00.16.H26-210721-0001', 'H26.16', '2021-07-21', 1, 'qcvn102'],
  ['000.00.06.H56-231027-0361', 'H56.06', '2023-10-27', 361, 'qcvn102'],
  ['000.00.19.H47-260105-0001', 'H47.19', '2026-01-05', 1, 'qcvn102'],
  ['000.17.22.H56-210531-0001', 'H56.22.17', '2021-05-31', 1, 'qcvn102'],
  ['001.00.16.H26-210721-0007', 'H26.16.00.001', '2021-07-21', 7, 'qcvn102'],
  ['38.98.H29-210519-0013', 'H29.98.38', '2021-05-19', 13, 'qcvn102Short'],
  ['H57.132-260804-0583', 'H57.132', '2026-08-04', 583, 'qd20'],
  ['H15.50.05.13-261008-0975', 'H15.50.05.13', '2026-10-08', 975, 'qd20'],
  ['H26.16-261124-10000', 'H26.16', '2026-11-24', 10000, 'qd20'],
  [' h26.16-261124-0001 ', 'H26.16', '2026-11-24', 1, 'qd20'],
  ['Ｈ２６.１６-261124-0001', 'H26.16', '2026-11-24', 1, 'qd20'],
  ['H99-261124-0001', 'H99', '2026-11-24', 1, 'qd20'],
];

const faulty: [string, CodeFault][] = [
  ['DK-2026-888', 'SYNTAX'],
  ['H26.16-261124', 'SYNTAX'],
  ['H26.16-261124-000', 'SYNTAX'],
  ['H26.16-261124-12345678', 'SYNTAX'],
  ['H26..16-261124-0001', 'SYNTAX'],
  ['H26.16_261124_0001', 'SYNTAX'],
  ['', 'SYNTAX'],
  [`H26.${'1'.repeat(32)}-261124-0001`, 'SYNTAX'],
  ['H26.16-261124-0001\nH26.16-261124-0002', 'SYNTAX'],
  ['9'.repeat(10_000_000), 'SYNTAX'],
  [`${' '.repeat(10_000_000)}H26.16-261124-0001`, 'SYNTAX'],
  ['H26.16-261131-0001', 'DATE'],
  ['H26.16-261124-0000', 'ORDINAL_ZERO'],
  ['000.00.16.26-261124-0001', 'UNIT_NO_LEVEL1'],
  ['Z01ABC-261124-0001', 'UNIT_NO_LEVEL1'],
  ['G15.01.H26-261124-0001', 'UNIT_AMBIGUOUS'],
];

describe('Reading a dossier code', () => {
  it.each(local)('reads %s', (text, unitCode, day, ordinal, spelling) => {
    const normal = text.normalize('NFKC').trim().toUpperCase();
    expect(parseDossierCode(text)).toEqual({
      ok: true,
      code: { kind: 'local', text: normal, unitCode, day, ordinal, spelling },
    });
  });

  it.each([
    ['H15.50.05.13-261008-090123', '09', 123],
    ['H15.50.05.13-261008-1800123', '18', 123],
  ])('reads %s as the code of a ministry', (text, ministry, number) => {
    expect(parseDossierCode(text)).toEqual({
      ok: true,
      code: { kind: 'central', text, unitCode: 'H15.50.05.13', day: '2026-10-08', spelling: 'qd20', ministry, number },
    });
  });

  it.each(faulty)('refuses %.40s as %s', (text, fault) => {
    expect(parseDossierCode(text)).toEqual({ ok: false, fault });
  });

  it('asks the dated alias table before arithmetic', () => {
    const aliases = (spelling: string, day: string): string | undefined =>
      spelling === '000.00.16.H26' && day < '2022-01-01' ? 'H26.61' : undefined;
    const unitOf = (text: string): unknown => {
      const parsed = parseDossierCode(text, aliases);
      return parsed.ok && [parsed.code.unitCode, parsed.code.spelling];
    };
    expect(unitOf('000.00.16.H26-210721-0001')).toEqual(['H26.61', 'qcvn102']);
    expect(unitOf('000.00.16.H26-220721-0001')).toEqual(['H26.16', 'qcvn102']);
  });

  it('settles an ambiguous unit, and one without level 1, by the alias table', () => {
    for (const unit of ['G15.01.H26', '000.00.16.26']) {
      const parsed = parseDossierCode(`${unit}-261124-0001`, () => 'H26.16');
      expect(parsed).toMatchObject({ ok: true, code: { unitCode: 'H26.16', spelling: null } });
    }
  });
});

describe('Printing a dossier code', () => {
  it('writes the three spellings of one unit', () => {
    const print = (spelling: UnitSpelling): string =>
      printDossierCode('H99.16', '2026-11-25', 1, { spelling, minWidth: 4 });
    expect(print('qcvn102')).toBe('000.00.16.H99-261125-0001');
    expect(print('qcvn102Short')).toBe('16.H99-261125-0001');
    expect(print('qd20')).toBe('H99.16-261125-0001');
  });

  it('grows to five digits and stops before six', () => {
    const print = (ordinal: number): string =>
      printDossierCode('H99.16', '2026-11-25', ordinal, { spelling: 'qd20', minWidth: 4 });
    expect([print(9999), print(10000), print(99999)].map((code) => code.slice(14))).toEqual(['9999', '10000', '99999']);
    expect(() => print(100000)).toThrow('code-series.exhausted');
  });

  it('refuses a QCVN spelling that would name another unit', () => {
    for (const unit of ['H57.132', 'H15.50.05.13', 'H99.16.00', 'H99.1', 'H99.H26', 'H99.16.10.A01']) {
      expect(() => printUnit(unit, 'qcvn102')).toThrow('unit.not-expressible');
    }
  });

  it('knows canonical unit codes', () => {
    expect(['H99', 'H99.16', 'H57.132'].every(isCanonicalUnit)).toBe(true);
    expect(['16.H99', 'H99.', 'h99', 'Z01ABC', `H99.${'1'.repeat(40)}`].some(isCanonicalUnit)).toBe(false);
  });
});

describe('Every dossier code', () => {
  const digits = (width: number): fc.Arbitrary<string> =>
    fc.integer({ min: 0, max: 10 ** width - 1 }).map((number) => String(number).padStart(width, '0'));
  const levelOne = fc.tuple(fc.constantFrom('A', 'G', 'H', 'Y'), digits(2)).map((parts) => parts.join(''));
  const fixed = fc
    .tuple(levelOne, digits(2), digits(2), digits(3))
    .chain((groups) => fc.integer({ min: 1, max: 4 }).map((length) => groups.slice(0, length).join('.')));
  const free = fc
    .tuple(levelOne, fc.array(fc.integer({ min: 0, max: 99999 }).map(String), { maxLength: 4 }))
    .map(([first, rest]) => [first, ...rest].join('.'));
  const spellings = fc.constantFrom<UnitSpelling>('qcvn102', 'qcvn102Short', 'qd20');
  const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });

  it('is read back as it was printed, in every spelling that has room for the unit', () => {
    fc.assert(
      fc.property(
        fc.oneof(fixed, free),
        spellings,
        days,
        fc.integer({ min: 1, max: 99999 }),
        (unitCode, spelling, at, ordinal) => {
          fc.pre(isExpressible(unitCode, spelling));
          const day = at.toISOString().slice(0, 10);
          const text = printDossierCode(unitCode, day, ordinal, { spelling, minWidth: 4 });
          expect(text.length).toBeLessThanOrEqual(50);
          expect(parseDossierCode(text)).toMatchObject({
            ok: true,
            code: { kind: 'local', text, unitCode, day, ordinal },
          });
        },
      ),
    );
  });

  it('names the unit whichever way it is spelled', () => {
    fc.assert(
      fc.property(fixed, spellings, (unitCode, spelling) => {
        fc.pre(isExpressible(unitCode, spelling));
        expect(canonicalUnit(printUnit(unitCode, spelling))).toMatchObject({ unitCode });
      }),
    );
  });

  it('is refused or read, whatever the text, and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof parseDossierCode(text).ok === 'boolean'));
  });
});
