import { describe, expect, it } from '@jest/globals';
import { isBoundaryFree, isCompetent, resolvingUnitOf } from './competence.js';
import { missingComponents, requiredComponents } from './components.js';
import { type FeeAssessment, type FeeQuery, feesFor } from './fees.js';
import { NATIONAL_STATUSES, stateOfStatus, statusCode, statusName } from './national-status.js';
import { sampleComponent, sampleFee, sampleVersion } from './sample-data.fixture.js';

describe('Required components', () => {
  const abandoned = [{ all: [{ pointer: '/nks/nksLoaiKhaiSinh', in: [5] }] }];
  const known = [{ all: [{ pointer: '/nks/nksLoaiKhaiSinh', in: [1, 2, 3, 4] }] }];
  const version = sampleVersion({
    components: [
      sampleComponent('notification', { required: known, anyOfGroup: 'birth' }),
      sampleComponent('witness', { required: 'never', anyOfGroup: 'birth' }),
      sampleComponent('record', { required: abandoned }),
      sampleComponent('proxy', {
        required: [
          {
            all: [
              { pointer: '/uyQuyen', in: [1] },
              { pointer: '/kin', present: false },
            ],
          },
        ],
      }),
      sampleComponent('identity', { channels: ['post'] }),
      sampleComponent('card', { source: 'shown' }),
      sampleComponent('population', { source: 'database' }),
      sampleComponent('photo', { required: 'never' }),
    ],
  });
  const codes = (
    declaration: unknown,
    channel: 'counter' | 'post' | 'provincialPortal',
    present: string[] = [],
  ): string[] =>
    missingComponents(version, declaration, channel, present).map(({ anyOf }) =>
      anyOf.map(({ code }) => code).join(' or '),
    );
  const birth = (kind: unknown): unknown => ({ nks: { nksLoaiKhaiSinh: kind } });

  it('depend on the declaration', () => {
    expect(codes(birth(1), 'provincialPortal')).toEqual(['notification or witness']);
    expect(codes(birth(5), 'provincialPortal')).toEqual(['record']);
  });

  it('of one group stand in for each other', () => {
    expect(codes(birth(1), 'provincialPortal', ['witness'])).toEqual([]);
  });

  it('depend on the channel; what is shown is asked for at the counter only', () => {
    expect(codes(birth(5), 'post', ['record'])).toEqual(['identity']);
    expect(codes(birth(5), 'counter', ['record'])).toEqual(['card']);
  });

  it('never include what a database holds', () => {
    const all = requiredComponents(version, birth(1), 'counter').flatMap(({ anyOf }) => anyOf);
    expect(all.map(({ code }) => code)).not.toContain('population');
  });

  it('follow conditions that must hold together, with absence as one of them', () => {
    expect(codes({ uyQuyen: 1 }, 'provincialPortal')).toEqual(['proxy']);
    expect(codes({ uyQuyen: 1, kin: '' }, 'provincialPortal')).toEqual(['proxy']);
    expect(codes({ uyQuyen: 1, kin: 'cha' }, 'provincialPortal')).toEqual([]);
  });

  it('do not read the prototype of a declaration, and survive any shape of it', () => {
    const inherited: unknown = Object.create({ uyQuyen: 1 });
    for (const declaration of [inherited, null, undefined, 'text', [], { nks: null }]) {
      expect(codes(declaration, 'provincialPortal')).toEqual([]);
    }
  });
});

describe('Fees', () => {
  const version = sampleVersion({
    payer: {
      pointer: '/nycDoiTuongNopPhi',
      classes: { '1': 'standard', '2': 'student', '3': 'poor' },
      otherwise: 'standard',
    },
    copiesPointer: '/soLuongCap',
    fees: [
      sampleFee('full', 200_000, { payerClasses: ['standard'] }),
      sampleFee('half', 100_000, { payerClasses: ['student'] }),
      sampleFee('none', 200_000, { payerClasses: ['poor'], collect: 'exempt' }),
      sampleFee('extra', 5_000, { perCopyFrom: 3, collect: 'after' }),
      sampleFee('urgent', 50_000, { cases: ['urgent'], channels: ['counter'] }),
      sampleFee('late', 8_000, { when: [{ all: [{ pointer: '/late', in: [true] }] }] }),
    ],
  });
  const fees = (declaration: unknown, more: Partial<FeeQuery> = {}): FeeAssessment =>
    feesFor(version, { declaration, channel: 'counter', procedureCase: 'standard', ...more });

  it('depend on the payer class that the declaration names', () => {
    expect(fees({}).total).toBe(200_000);
    expect(fees({ nycDoiTuongNopPhi: 2 }).total).toBe(100_000);
    expect(fees({ nycDoiTuongNopPhi: '2' }).total).toBe(100_000);
    expect(fees({ nycDoiTuongNopPhi: 2 }, { payerClass: 'poor' }).total).toBe(0);
  });

  it('say what is due before acceptance and what afterwards', () => {
    expect(fees({ soLuongCap: '5' })).toMatchObject({
      copies: 5,
      total: 215_000,
      before: 200_000,
      after: 15_000,
      collect: 'before',
    });
    expect(fees({ nycDoiTuongNopPhi: 3, soLuongCap: 3 })).toMatchObject({ total: 5_000, collect: 'after' });
    expect(fees({ nycDoiTuongNopPhi: 3 })).toMatchObject({ total: 0, collect: 'exempt' });
  });

  it('count copies from the first that is paid for', () => {
    const extra = (soLuongCap: number): number | undefined =>
      fees({ soLuongCap }).items.find(({ code }) => code === 'extra')?.amount;
    expect([extra(2), extra(3), extra(4)]).toEqual([undefined, 5_000, 10_000]);
  });

  it('depend on case, channel and conditions', () => {
    expect(fees({}, { procedureCase: 'urgent' }).total).toBe(250_000);
    expect(fees({}, { procedureCase: 'urgent', channel: 'post' }).total).toBe(200_000);
    expect(fees({ late: true }).total).toBe(208_000);
  });

  it('are refused for a payer class or a number of copies that makes no sense', () => {
    for (const nycDoiTuongNopPhi of ['king', 'constructor', '__proto__']) {
      expect(() => fees({ nycDoiTuongNopPhi })).toThrow('fee.payer-class-unknown');
    }
    for (const soLuongCap of ['many', 1.5, -1, {}]) expect(() => fees({ soLuongCap })).toThrow('fee.copies-invalid');
  });

  it('take a value that is no class as it stands, never a member of the prototype', () => {
    const classless = sampleVersion({ payer: { pointer: '/p', classes: {}, otherwise: 'standard' } });
    const query = { declaration: { p: 'constructor' }, channel: 'counter', procedureCase: 'standard' } as const;
    expect(feesFor(classless, query).payerClass).toBe('constructor');
  });

  it('are nothing where the edition names none', () => {
    expect(feesFor(sampleVersion(), { declaration: {}, channel: 'counter', procedureCase: 'standard' })).toMatchObject({
      items: [],
      total: 0,
      collect: 'exempt',
    });
  });
});

describe('Competence', () => {
  it('belongs to the units of the edition', () => {
    const version = sampleVersion({ receivingUnits: ['H99.14', 'H99.3*'] });
    expect(['H99.14', 'H99.30', 'H99.4', 'H99.140'].map((unit) => isCompetent(version, unit))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('lets another unit take in a dossier only inside the scope of the edition', () => {
    const free = (boundaryFree: 'none' | 'province' | 'nation'): boolean[] =>
      ['H99.30', 'H99.31', 'H98.30'].map((unit) => isBoundaryFree(sampleVersion({ boundaryFree }), unit, 'H99.30'));
    expect(free('none')).toEqual([true, false, false]);
    expect(free('province')).toEqual([true, true, false]);
    expect(free('nation')).toEqual([true, true, true]);
  });

  it('gives the unit that decides', () => {
    const fixed = sampleVersion({ resolvingUnit: { kind: 'fixed', unit: 'H99.20' } });
    expect([resolvingUnitOf(sampleVersion(), 'H99.14'), resolvingUnitOf(fixed, 'H99.14')]).toEqual([
      'H99.14',
      'H99.20',
    ]);
    expect(() => resolvingUnitOf(fixed, 'H99.15')).toThrow('procedure.unit-not-competent');
  });
});

describe('The national status codes', () => {
  it('are ten, each with its state and Vietnamese name', () => {
    expect(NATIONAL_STATUSES.map(({ code }) => code)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([statusCode('intakeRefused'), statusName('intakeRefused')]).toEqual([3, 'Không được tiếp nhận']);
  });

  it('are read from the wire, and a code that is none is held, not guessed', () => {
    expect([stateOfStatus('10'), stateOfStatus(4)]).toEqual(['returned', 'processing']);
    for (const code of [0, 11, '0', '04', '', ' 4', '1e0', Number.NaN]) expect(stateOfStatus(code)).toBeUndefined();
  });
});
