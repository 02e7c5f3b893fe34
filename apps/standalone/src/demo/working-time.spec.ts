import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '@motcua/service-kit';
import { productFolder } from '../installation-env.js';
import { WorkingTime } from './working-time.js';

describe('working time of the demo', () => {
  let time: WorkingTime;

  beforeAll(async () => {
    time = new WorkingTime((await loadCatalogue(join(productFolder, 'catalogues', '2020'))).catalogue);
  });

  it('goes back over weekends and holidays', () => {
    expect(time.dayBefore('2026-11-17T02:00:00.000Z', 1, 'H99.14')).toBe('2026-11-16');
    expect(time.dayBefore('2026-11-17T02:00:00.000Z', 2, 'H99.14')).toBe('2026-11-13');
    expect(time.dayBefore('2026-09-03T02:00:00.000Z', 1, 'H99.14')).toBe('2026-08-28');
  });

  it('finds the moment of a working day, the first one included', () => {
    expect(time.at('2026-11-13', 0, '08:30', 'H99.14')).toBe('2026-11-13T01:30:00.000Z');
    expect(time.at('2026-11-13', 1, '08:30', 'H99.14')).toBe('2026-11-16T01:30:00.000Z');
  });

  it('adds working hours and days, and nothing for nothing', () => {
    const evening = '2026-11-13T09:30:00.000Z';
    expect(time.after(evening, { workingDays: 1 }, 'H99.14')).toBe('2026-11-16T09:30:00.000Z');
    expect(time.after(evening, { workingHours: 1 }, 'H99.14') > '2026-11-16').toBe(true);
    expect(time.after(evening, {}, 'H99.14')).toBe(evening);
  });
});
