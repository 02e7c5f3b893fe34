import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '@motcua/service-kit';
import { CatalogueOverviewController } from './catalogue-overview.controller.js';
import type { CatalogueOverview } from './catalogue-overview.dto.js';

describe('the overview of the catalogue of 2020', () => {
  let overview: CatalogueOverview;

  beforeAll(async () => {
    const contents = await loadCatalogue(join(import.meta.dirname, '../../../../catalogues/2020'));
    overview = new CatalogueOverviewController(contents).overview();
  });

  it('says what it is, and that it is not verified', () => {
    expect(overview.about).toEqual({
      id: '2020',
      title: { vi: expect.any(String), en: expect.any(String) },
      notice: { vi: expect.any(String), en: expect.stringContaining('not the law in force') },
      source: expect.any(String),
      verified: false,
      approvedBy: null,
    });
  });

  it('names with every edition of a procedure what no text confirms, and why', () => {
    expect(overview.procedures.map(({ id }) => id)).toEqual(overview.procedures.map(({ id }) => id).toSorted());
    const one = overview.procedures.find(({ code }) => code === '2.000488')!;
    expect(one).toMatchObject({ id: '2.000488@2020-1', verified: false, validTo: null });
    expect(one.unverified).toContainEqual({ pointer: '/fees/3', why: 'giá trị mẫu' });
    expect(one.law.length).toBeGreaterThan(0);
    for (const { verified, unverified } of overview.procedures) expect(unverified.length === 0).toBe(verified);
  });

  it('shows the calendars, the newest first, with the days that are provisional', () => {
    expect(overview.calendars.map(({ year, status }) => [year, status])).toEqual([
      [2027, 'provisional'],
      [2026, 'confirmed'],
      [2025, 'confirmed'],
    ]);
    const next = overview.calendars[0]!.off;
    expect(next[0]).toEqual({ day: '2027-01-01', reason: 'Tết Dương lịch' });
    expect(next.filter(({ reason }) => reason.includes('dự kiến')).map(({ day }) => day)).toContain('2027-02-05');
    expect(overview.calendarChanges).toMatchObject([{ id: 'swap-2026-11', enabled: false, verified: false }]);
  });

  it('counts the entries of each code list', () => {
    const nations = overview.codeLists.find(({ id }) => id === 'ethnicity')!;
    expect(nations).toMatchObject({ verified: false, entries: 56 });
    expect(overview.codeLists.some(({ verified }) => verified)).toBe(true);
  });
});
