import { describe, expect, it } from '@jest/globals';
import { swap, year2025, year2026, year2027 } from '../calendar/sample-years.fixture.js';
import { Rejected } from '../rejected.js';
import type { CatalogueData } from './catalogue-data.js';
import { checkCatalogue } from './check-catalogue.js';
import { createCatalogue } from './create-catalogue.js';
import { sampleComponent, sampleData, sampleFee, sampleRow, sampleUnit, sampleVersion } from './sample-data.fixture.js';

const unit = sampleUnit();
const { codePolicy } = unit;
const alias = { code: 'STP', validFrom: '2016-01-01', validTo: null };
const always = [{ all: [{ pointer: '/a', present: true }] }];

const planted: [string, Partial<CatalogueData>, string][] = [
  ['a unit twice', { units: [unit, unit] }, '/units/1/code'],
  ['a unit that is not canonical', { units: [unit, sampleUnit({ code: '000.00.15.H99' })] }, '/units/1/code'],
  ['a parent that is not there', { units: [sampleUnit({ parent: 'H99' })] }, '/units/0/parent'],
  ['a tree that goes round', { units: [sampleUnit({ parent: 'H99.14' })] }, '/units/0/parent'],
  ['a successor that is not there', { units: [sampleUnit({ successors: ['H99.40'] })] }, '/units/0/successors/0'],
  [
    'a unit that ends before it begins',
    { units: [unit, sampleUnit({ code: 'H99.15', validTo: '2015-01-01' })] },
    '/units/1/validTo',
  ],
  ['an impossible date', { units: [sampleUnit({ validFrom: '2016-02-30' })] }, '/units/0/validFrom'],
  [
    'a shift that ends before it begins',
    { units: [sampleUnit({ shifts: [{ open: '11:30', close: '07:00' }] })] },
    '/units/0/shifts/0',
  ],
  [
    'shifts that overlap',
    {
      units: [
        sampleUnit({
          shifts: [
            { open: '07:00', close: '12:00' },
            { open: '11:30', close: '17:00' },
          ],
        }),
      ],
    },
    '/units/0/shifts',
  ],
  ['a unit without shifts', { units: [sampleUnit({ shifts: [] })] }, '/units/0/shifts'],
  [
    'a spelling without room',
    { units: [unit, sampleUnit({ code: 'H99.132', codePolicy: { ...codePolicy, spelling: 'qcvn102' } })] },
    '/units/1/codePolicy/spelling',
  ],
  [
    'an overflow to nowhere',
    { units: [sampleUnit({ codePolicy: { ...codePolicy, overflow: 'secondaryUnit' } })] },
    '/units/0/codePolicy/secondaryUnit',
  ],
  [
    'a foreign code as the only one',
    { units: [sampleUnit({ codePolicy: { ...codePolicy, foreignCodes: { kiosk: 'alias', vneid: 'primary' } } })] },
    '/units/0/codePolicy/foreignCodes/vneid',
  ],
  [
    'a first ordinal of 0',
    { units: [sampleUnit({ codePolicy: { ...codePolicy, firstOrdinal: 0 } })] },
    '/units/0/codePolicy/firstOrdinal',
  ],
  [
    'six digits',
    { units: [sampleUnit({ codePolicy: { ...codePolicy, minWidth: 6 } })] },
    '/units/0/codePolicy/minWidth',
  ],
  [
    'one alias for two units',
    { units: [sampleUnit({ aliases: [alias] }), sampleUnit({ code: 'H99.15', aliases: [alias] })] },
    '/units/1/aliases/0',
  ],
  [
    'an alias that hides a unit',
    { units: [sampleUnit({ aliases: [{ ...alias, code: 'H99.15' }] }), sampleUnit({ code: 'H99.15' })] },
    '/units/0/aliases/0',
  ],

  ['no calendar', { calendars: [] }, '/calendars'],
  ['a hole between years', { calendars: [year2025, year2027] }, '/calendars'],
  [
    'a date of another year',
    { calendars: [{ ...year2026, off: { '2025-09-02': 'x' } }] },
    '/calendars/0/off/2025-09-02',
  ],
  ['a day off and worked', { calendars: [{ ...year2026, off: { '2026-01-10': 'x' } }] }, '/calendars/0/off/2026-01-10'],
  [
    'a weekday listed as worked',
    { calendars: [{ ...year2026, work: { '2026-11-25': 'x' } }] },
    '/calendars/0/work/2026-11-25',
  ],
  ['an edition without number', { calendars: [{ ...year2026, version: '2026' }] }, '/calendars/0/version'],
  ['an edition twice', { calendars: [year2026, year2026] }, '/calendars/1/version'],
  [
    'an overlay over two years',
    { overlays: [{ ...swap, work: { '2027-01-02': 'x' } }] },
    '/overlays/0/work/2027-01-02',
  ],
  ['an overlay of no year', { overlays: [{ ...swap, off: {}, work: {} }] }, '/overlays/0'],
  ['an overlay named like a stamp', { overlays: [{ ...swap, id: 'a+b' }] }, '/overlays/0/id'],

  [
    'editions that overlap',
    { versions: [sampleVersion(), sampleVersion({ id: 'b', validFrom: '2026-01-01' })] },
    '/versions/1',
  ],
  [
    'an edition nobody receives',
    { versions: [sampleVersion({ receivingUnits: ['H98.*'] })] },
    '/versions/0/receivingUnits/0',
  ],
  [
    'an edition nobody resolves',
    { versions: [sampleVersion({ resolvingUnit: { kind: 'fixed', unit: 'H99.77' } })] },
    '/versions/0/resolvingUnit',
  ],
  ['no case', { versions: [sampleVersion({ cases: [] })] }, '/versions/0/cases'],
  ['no channel', { versions: [sampleVersion({ channels: [] })] }, '/versions/0/channels'],
  [
    'a limit of 0 days',
    {
      versions: [
        sampleVersion({ limits: { ...sampleVersion().limits, supplement: { unit: 'workingDay', amount: 0 } } }),
      ],
    },
    '/versions/0/limits/supplement/amount',
  ],
  [
    'a component twice',
    { versions: [sampleVersion({ components: [sampleComponent('A'), sampleComponent('A')] })] },
    '/versions/0/components/1/code',
  ],
  [
    'a group of one',
    { versions: [sampleVersion({ components: [sampleComponent('A', { anyOfGroup: 'g' })] })] },
    '/versions/0/components/0/anyOfGroup',
  ],
  [
    'a condition that tests nothing',
    { versions: [sampleVersion({ components: [sampleComponent('A', { required: [{ all: [{ pointer: '/a' }] }] })] })] },
    '/versions/0/components/0/required/0/all/0',
  ],
  [
    'a fee of half a đồng',
    { versions: [sampleVersion({ fees: [sampleFee('f', 0.5, { when: always })] })] },
    '/versions/0/fees/0/amount',
  ],
  [
    'a fee of an unknown case',
    { versions: [sampleVersion({ fees: [sampleFee('f', 1, { cases: ['urgent'] })] })] },
    '/versions/0/fees/0/cases/0',
  ],
  [
    'a payer class without a fee',
    {
      versions: [
        sampleVersion({
          fees: [sampleFee('f', 1, { payerClasses: ['a'] })],
          payer: { pointer: '/p', classes: { '1': 'a' }, otherwise: 'b' },
        }),
      ],
    },
    '/versions/0/fees',
  ],

  ['rows that tie', { routing: [sampleRow(), sampleRow({ validFrom: '2026-01-01' })] }, '/routing/1'],
  ['a row of no procedure', { routing: [sampleRow(), sampleRow({ procedure: '9.9' })] }, '/routing/1/procedure'],
  ['a row of no unit', { routing: [sampleRow(), sampleRow({ unit: 'H98.*' })] }, '/routing/1/unit'],
  ['a row of no case', { routing: [sampleRow(), sampleRow({ case: 'urgent' })] }, '/routing/1/case'],
  ['no row at all', { routing: [] }, '/versions/0'],
  ['rows that end too early', { routing: [sampleRow({ validTo: '2026-12-31' })] }, '/versions/0'],
  ['rows for one channel only', { routing: [sampleRow({ channel: 'counter' })] }, '/versions/0'],
];

describe('The check of a catalogue', () => {
  it('finds nothing in sound data', () => {
    expect(checkCatalogue(sampleData())).toEqual([]);
  });

  it.each(planted)('finds %s', (_name, more, pointer) => {
    expect(checkCatalogue(sampleData(more)).map((fault) => fault.pointer)).toContain(pointer);
  });

  it('lets rows follow each other without overlap', () => {
    const routing = [sampleRow({ validTo: '2026-06-30' }), sampleRow({ validFrom: '2026-07-01', system: 'lltp.g2' })];
    expect(checkCatalogue(sampleData({ routing }))).toEqual([]);
  });

  it('demands no row for what a ministry resolves centrally', () => {
    expect(
      checkCatalogue(sampleData({ routing: [], versions: [sampleVersion({ route: 'ministryCentral' })] })),
    ).toEqual([]);
  });

  it('names the unit and the first day without a row', () => {
    const [fault] = checkCatalogue(sampleData({ routing: [sampleRow({ validTo: '2026-12-31' })] }));
    expect(fault!.reason).toBe('2.000488@2020-1 has no route for H99.14 on 2027-01-01');
  });

  it('names the file, with the pointer inside it', () => {
    const files = [
      { pointer: '/units', file: 'units.json' },
      { pointer: '/routing', file: 'routing.json' },
      { pointer: '/routing/1', file: 'more/routing.json' },
    ];
    const faulty = sampleData({ files, units: [unit, unit], routing: [sampleRow(), sampleRow({ unit: 'H98.*' })] });
    expect(checkCatalogue(faulty)).toEqual([
      { file: 'units.json', pointer: '/1/code', reason: 'H99.14 is there twice' },
      { file: 'more/routing.json', pointer: '/unit', reason: 'H98.* matches no unit' },
    ]);
  });
});

describe('Dates that are none', () => {
  it('are faults, and stop the other checks from nothing', () => {
    const units = [sampleUnit({ validTo: 'never' }), sampleUnit({ code: 'H99.15', validFrom: '' })];
    const pointers = checkCatalogue(sampleData({ units, routing: [sampleRow({ validTo: '2026-02-30' })] })).map(
      ({ pointer }) => pointer,
    );
    expect(pointers).toEqual(expect.arrayContaining(['/units/0/validTo', '/units/1/validFrom', '/routing/0/validTo']));
  });
});

describe('A catalogue with faults', () => {
  it('is not built, and every fault is named', () => {
    const build = (): unknown => createCatalogue(sampleData({ units: [unit, unit], routing: [] }));
    expect(build).toThrow(Rejected);
    try {
      build();
    } catch (error) {
      expect((error as Rejected).details['faults']).toHaveLength(2);
    }
  });
});
