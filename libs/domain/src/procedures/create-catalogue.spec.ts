import { describe, expect, it } from '@jest/globals';
import { localInstant } from '../calendar/local-time.js';
import { swap, year2027 } from '../calendar/sample-years.fixture.js';
import { Rejected } from '../rejected.js';
import type { RoutingQuery } from './catalogue.js';
import { createCatalogue } from './create-catalogue.js';
import { sampleData, sampleRow, sampleUnit, sampleVersion } from './sample-data.fixture.js';

const rejection = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error instanceof Rejected
      ? [error.code, error.details['reason']].filter((part) => part !== undefined)
      : error;
  }
};

describe('Procedure versions', () => {
  const catalogue = createCatalogue(
    sampleData({
      versions: [
        sampleVersion({ id: '2.000488@2020-1', validFrom: '2020-01-01', validTo: '2026-06-30' }),
        sampleVersion({ id: '2.000488@2020-2', validFrom: '2026-07-01', validTo: '2026-12-31' }),
      ],
    }),
  );

  it('are chosen by the reception day, first and last day included', () => {
    const chosen = ['2020-01-01', '2026-06-30', '2026-07-01', '2026-12-31'].map(
      (day) => catalogue.resolve('2.000488', day).id,
    );
    expect(chosen).toEqual(['2.000488@2020-1', '2.000488@2020-1', '2.000488@2020-2', '2.000488@2020-2']);
  });

  it('stay to be had for ever by their id', () => {
    expect(catalogue.version('2.000488@2020-1').validTo).toBe('2026-06-30');
    expect(rejection(() => catalogue.version('2.000488@2019-1'))).toEqual(['procedure.unknown-version']);
  });

  it('are refused when closed, not yet open or unknown', () => {
    expect(rejection(() => catalogue.resolve('2.000488', '2027-01-01'))).toEqual(['procedure.not-open', 'closed']);
    expect(rejection(() => catalogue.resolve('2.000488', '2019-12-31'))).toEqual(['procedure.not-open', 'not-yet']);
    expect(rejection(() => catalogue.resolve('9.999999', '2026-11-24'))).toEqual(['procedure.unknown']);
    expect(rejection(() => catalogue.resolve('__proto__', '2026-11-24'))).toEqual(['procedure.unknown']);
    expect(rejection(() => catalogue.resolve('2.000488', '2026-11-31'))).toEqual(['time.invalid']);
  });

  it('are listed by day', () => {
    expect(catalogue.versionsOn('2026-11-24').map(({ id }) => id)).toEqual(['2.000488@2020-2']);
  });
});

describe('Units', () => {
  const catalogue = createCatalogue(
    sampleData({
      units: [
        sampleUnit({
          aliases: [
            { code: '000.00.41.H99', validFrom: '2016-01-01', validTo: '2025-06-30' },
            { code: 'STP-MAU', validFrom: '2016-01-01', validTo: null },
          ],
        }),
        sampleUnit({
          code: 'H99.41',
          aliases: [{ code: '000.00.41.H99', validFrom: '2025-07-01', validTo: null }],
          validFrom: '2025-07-01',
        }),
        sampleUnit({ code: 'H99.20', validTo: '2025-06-30', successors: ['H99.41'] }),
      ],
      routing: [sampleRow({ unit: '*' })],
    }),
  );

  it('are found by any spelling', () => {
    for (const code of ['H99.14', '000.00.14.H99', '14.H99', ' h99.14 ', 'stp-mau']) {
      expect(catalogue.unit(code).code).toBe('H99.14');
    }
  });

  it('are found by what an alias meant on that day', () => {
    expect(catalogue.unit('000.00.41.H99', '2025-06-30').code).toBe('H99.14');
    expect(catalogue.unit('000.00.41.H99', '2025-07-01').code).toBe('H99.41');
    expect(catalogue.unit('000.00.41.H99').code).toBe('H99.41');
  });

  it('that have ended are found without a day, and refused on a day after their end', () => {
    expect(catalogue.unit('H99.20').successors).toEqual(['H99.41']);
    expect(rejection(() => catalogue.unit('H99.20', '2025-07-01'))).toEqual(['unit.ended']);
    expect(rejection(() => catalogue.unit('H99.41', '2025-06-30'))).toEqual(['unit.not-yet']);
    expect(catalogue.unitsOn('2025-07-01').map(({ code }) => code)).toEqual(['H99.14', 'H99.41']);
  });

  it('that nobody knows are refused, however long the text', () => {
    for (const code of ['H99.99', '', 'x'.repeat(1_000_000), `${' '.repeat(1_000_000)}H99.14`]) {
      expect(rejection(() => catalogue.unit(code))).toEqual(['unit.unknown']);
    }
  });

  it('are read from dossier codes with the meaning of their day', () => {
    expect(catalogue.parseCode('000.00.41.H99-250630-0001')).toMatchObject({ ok: true, code: { unitCode: 'H99.14' } });
    expect(catalogue.parseCode('000.00.41.H99-250701-0001')).toMatchObject({ ok: true, code: { unitCode: 'H99.41' } });
    expect(catalogue.parseCode('DK-2026-888')).toEqual({ ok: false, fault: 'SYNTAX' });
  });
});

describe('Due dates of the catalogue', () => {
  const threeDays = { unit: 'workingDay', amount: 3 } as const;
  const start = localInstant('2026-11-20', '10:00');
  const catalogue = createCatalogue(sampleData());

  it('are counted for the unit, whatever its spelling, and can be moved and extended', () => {
    const due = catalogue.due(threeDays, start, '000.00.14.H99');
    expect(due.dueAt).toBe(localInstant('2026-11-26', '17:00'));
    const paused = catalogue.pause(
      due,
      localInstant('2026-11-23', '08:00'),
      localInstant('2026-11-25', '08:00'),
      'H99.14',
    );
    expect(paused.dueAt).toBe(localInstant('2026-11-27', '17:00'));
    const outage = catalogue.outage(
      due,
      localInstant('2026-11-25', '07:00'),
      localInstant('2026-11-25', '09:00'),
      'H99.14',
    );
    expect(outage.dueAt).toBe(localInstant('2026-11-27', '09:00'));
    expect(catalogue.latestExtension(due, threeDays, 'H99.14')).toBe(localInstant('2026-11-25', '17:00'));
  });

  it('keep the stamped version when the clock starts again', () => {
    const stamp = catalogue.calendarVersion('H99.14', '2026-11-20');
    expect(stamp).toBe('2026-1+2027-1');
    const later = createCatalogue(
      sampleData({
        overlays: [{ ...swap, enabled: true }],
        calendars: [...sampleData().calendars, { ...year2027, version: '2027-2', status: 'confirmed' }],
      }),
    );
    expect(later.calendarVersion('H99.14', '2026-11-20')).toBe('2026-1+2027-2+swap-2026-11');
    expect(later.due(threeDays, start, 'H99.14', stamp).dueAt).toBe(localInstant('2026-11-26', '17:00'));
    expect(later.due(threeDays, start, 'H99.14').dueAt).toBe(localInstant('2026-11-27', '17:00'));
    const newYear = later.due(threeDays, localInstant('2026-12-31', '10:00'), 'H99.14', stamp);
    expect(newYear).toMatchObject({ calendarVersion: '2026-1+2027-2', replacedVersion: '2027-1', provisional: false });
  });

  it('are refused past the last loaded year, and so is a stamp there', () => {
    expect(rejection(() => catalogue.due(threeDays, '2028-01-03T02:00:00Z', 'H99.14'))).toEqual([
      'calendar.year-not-loaded',
    ]);
    expect(rejection(() => catalogue.calendarVersion('H99.14', '2028-01-03'))).toEqual(['calendar.year-not-loaded']);
  });
});

describe('Routing', () => {
  const query: RoutingQuery = {
    procedureCode: '2.000488',
    procedureCase: 'standard',
    unitCode: 'H99.14',
    day: '2026-11-24',
    channel: 'provincialPortal',
  };
  const catalogue = createCatalogue(
    sampleData({
      units: [sampleUnit(), sampleUnit({ code: 'H99.15' })],
      versions: [sampleVersion({ receivingUnits: ['H99.*'] })],
      routing: [
        sampleRow({ procedure: '*', unit: 'H99.15', system: 'any procedure' }),
        sampleRow({ system: 'province' }),
        sampleRow({ unit: 'H99.1*', channel: 'provincialPortal', system: 'narrow and channel' }),
        sampleRow({ unit: 'H99.1*', case: 'standard', system: 'narrow and case' }),
        sampleRow({ unit: 'H99.14', channel: 'post', validFrom: '2026-01-01', validTo: '2026-11-24', system: 'exact' }),
        sampleRow({ kind: 'portalSync', procedure: '*', unit: '*', validFrom: '2020-07-01', system: 'portal.dvcqg' }),
      ],
    }),
  );
  const system = (more: Partial<RoutingQuery>): string => catalogue.route('professional', { ...query, ...more }).system;

  it('takes the most specific unit pattern, then the case, then the channel', () => {
    expect(system({ channel: 'post' })).toBe('exact');
    expect(system({})).toBe('narrow and case');
    expect(system({ procedureCase: 'urgent' })).toBe('narrow and channel');
    expect(system({ procedureCase: 'urgent', channel: 'counter' })).toBe('province');
  });

  it('takes a row of the procedure before a row of all procedures', () => {
    expect(system({ unitCode: 'H99.15', procedureCase: 'urgent', channel: 'counter' })).toBe('province');
    expect(system({ unitCode: 'H99.15', procedureCode: '1.001193' })).toBe('any procedure');
  });

  it('compares units after their spelling is settled', () => {
    expect(system({ unitCode: '000.00.14.H99', channel: 'post' })).toBe('exact');
  });

  it('takes the row valid on the reception day', () => {
    expect(system({ channel: 'post', day: '2026-11-25' })).toBe('narrow and case');
  });

  it('keeps the kinds of rows apart', () => {
    expect(catalogue.route('portalSync', query).system).toBe('portal.dvcqg');
  });

  it('is undefined where no row fits', () => {
    expect(rejection(() => system({ procedureCode: '1.001193' }))).toEqual(['routing.undefined']);
    expect(rejection(() => system({ day: '2017-01-01' }))).toEqual(['routing.undefined']);
    expect(rejection(() => catalogue.route('portalSync', { ...query, day: '2020-06-30' }))).toEqual([
      'routing.undefined',
    ]);
  });
});
