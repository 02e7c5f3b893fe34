import { describe, expect, it } from '@jest/globals';
import { addDays, isLocalDay, localDay, localInstant, localTime, weekdayOf } from './local-time.js';

describe('Vietnamese local time', () => {
  it('changes the day at 17:00 UTC', () => {
    expect(localDay('2026-11-24T16:59:59Z')).toBe('2026-11-24');
    expect(localDay('2026-11-24T16:59:59.999Z')).toBe('2026-11-24');
    expect(localDay('2026-11-24T17:00:00Z')).toBe('2026-11-25');
  });

  it('reads any offset and gives the time of day', () => {
    expect([localDay('2026-12-31T23:30:00-05:00'), localTime('2026-12-31T23:30:00-05:00')]).toEqual([
      '2027-01-01',
      '11:30',
    ]);
  });

  it('turns a local date and time into an instant', () => {
    expect(localInstant('2026-11-25', '07:00')).toBe('2026-11-25T00:00:00.000Z');
    expect(() => localInstant('2026-11-31', '07:00')).toThrow('time.invalid');
    expect(() => localInstant('2026-11-25', '24:00')).toThrow('time.invalid');
  });

  it('steps over months, years and leap days', () => {
    expect([addDays('2026-12-31', 1), addDays('2028-03-01', -1), addDays('2026-03-01', -1)]).toEqual([
      '2027-01-01',
      '2028-02-29',
      '2026-02-28',
    ]);
    expect(weekdayOf('2026-11-24')).toBe('tue');
  });

  it('knows real dates from impossible ones', () => {
    expect(['2028-02-29', '2026-02-29', '2026-13-01', '26-01-01', '2026-1-1'].map(isLocalDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
