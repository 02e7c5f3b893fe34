import { describe, expect, it } from '@jest/globals';
import { daysOf, todayInVietnam } from './period.ts';

describe('the periods of the statistics', () => {
  it.each([
    ['month', '2026-11-24', '2026-11-01', '2026-11-24'],
    ['quarter', '2026-11-24', '2026-10-01', '2026-11-24'],
    ['lastQuarter', '2026-11-24', '2026-07-01', '2026-09-30'],
    ['lastQuarter', '2026-02-10', '2025-10-01', '2025-12-31'],
    ['year', '2026-11-24', '2026-01-01', '2026-11-24'],
    ['lastYear', '2026-11-24', '2025-01-01', '2025-12-31'],
  ] as const)('%s on %s', (period, today, from, to) => {
    expect(daysOf(period, today)).toEqual({ from, to });
  });

  it('follow the day of Vietnam', () => {
    expect(todayInVietnam(new Date('2026-11-24T16:59:59Z'))).toBe('2026-11-24');
    expect(todayInVietnam(new Date('2026-11-24T17:00:00Z'))).toBe('2026-11-25');
  });
});
