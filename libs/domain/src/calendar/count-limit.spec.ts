import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Rejected } from '../rejected.js';
import type { CalendarYear } from './calendar-year.js';
import { dueDate } from './count-limit.js';
import type { DueDate, TimeLimit } from './due-date.js';
import { localDay, localInstant, localTime } from './local-time.js';
import { calendars, shifts, swap, year2026, year2027 } from './sample-years.fixture.js';
import { WorkCalendar } from './work-calendar.js';

const unit = { code: 'H99.14', shifts };
const overlays = [swap];
const calendar = new WorkCalendar({ calendars, overlays }, unit);
const due = (limit: TimeLimit, day: string, time: string, under = calendar): DueDate =>
  dueDate(under, limit, localInstant(day, time));
const shown = ({ dueAt }: DueDate): string => `${localDay(dueAt)} ${localTime(dueAt)}`;
const code = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error instanceof Rejected ? error.code : error;
  }
};

describe('The explanation of a due date', () => {
  it('names the days that counted, the days that did not and why, the rule and the calendar', () => {
    expect(due({ unit: 'workingDay', amount: 3 }, '2026-11-20', '18:00')).toEqual({
      dueAt: '2026-11-27T10:00:00.000Z',
      rule: 'workingDay',
      amount: 3,
      startedAt: '2026-11-20T11:00:00.000Z',
      countedFrom: '2026-11-23T00:00:00.000Z',
      countedDays: ['2026-11-25', '2026-11-26', '2026-11-27'],
      skippedDays: [
        { date: '2026-11-21', reason: 'weekend' },
        { date: '2026-11-22', reason: 'weekend' },
        { date: '2026-11-24', reason: 'Nghỉ 11-24' },
      ],
      calendarVersion: '2026-1',
      provisional: false,
    });
  });

  it('names the editions of both years and flags the provisional one', () => {
    const over = due({ unit: 'workingDay', amount: 5 }, '2026-12-30', '09:00');
    expect(over).toMatchObject({ calendarVersion: '2026-1+2027-1', provisional: true });
  });
});

describe('Limits in days and hours', () => {
  it('keeps the time of day where the limit says so', () => {
    const limit: TimeLimit = { unit: 'workingDay', amount: 1, dueTime: 'sameTimeOfDay' };
    expect(shown(due(limit, '2026-11-23', '09:20'))).toBe('2026-11-25 09:20');
  });

  it('counts half a day as half of the shift minutes of that day', () => {
    expect(shown(due({ unit: 'workingDay', amount: 0.5 }, '2026-11-25', '07:00'))).toBe('2026-11-25 11:00');
    expect(shown(due({ unit: 'workingDay', amount: 0.5 }, '2026-11-25', '16:00'))).toBe('2026-11-26 10:00');
  });

  it('counts the half after the whole days', () => {
    expect(shown(due({ unit: 'workingDay', amount: 1.5 }, '2026-11-25', '16:00'))).toBe('2026-11-27 11:00');
  });

  it('does not cut hours to whole numbers', () => {
    expect(shown(due({ unit: 'workingHour', amount: 1.5 }, '2026-11-25', '16:00'))).toBe('2026-11-26 07:30');
  });

  it('treats the moment of closing as not working', () => {
    expect(due({ unit: 'workingHour', amount: 1 }, '2026-11-25', '17:00').countedFrom).toBe('2026-11-26T00:00:00.000Z');
  });

  it('ends the same day of a start before opening at the close of that day', () => {
    expect(shown(due({ unit: 'sameDay', amount: 1 }, '2026-11-25', '06:00'))).toBe('2026-11-25 17:00');
  });

  it('ends the same day of a holiday at the close of the next working day', () => {
    expect(shown(due({ unit: 'sameDay', amount: 1 }, '2026-11-24', '10:00'))).toBe('2026-11-25 17:00');
  });

  it('rolls wall-clock hours to the next opening only where the limit says so', () => {
    const limit: TimeLimit = { unit: 'wallClockHour', amount: 24, rollForward: true };
    expect(shown(due(limit, '2026-11-21', '09:00'))).toBe('2026-11-23 07:00');
    expect(shown(due(limit, '2026-11-25', '17:00'))).toBe('2026-11-26 17:00');
  });

  it('follows the shifts of the weekday', () => {
    const saturday = { open: '07:30', close: '11:00', weekdays: ['sat'] as const };
    const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    const own = new WorkCalendar(
      { calendars, overlays },
      { code: 'H99.14', shifts: [...shifts.map((shift) => ({ ...shift, weekdays })), saturday] },
    );
    expect(shown(due({ unit: 'workingDay', amount: 1 }, '2026-08-21', '09:00', own))).toBe('2026-08-22 11:00');
  });

  it('gives a worked Saturday without a shift of its own the hours of Monday', () => {
    const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    const own = new WorkCalendar(
      { calendars, overlays },
      { code: 'H99.14', shifts: shifts.map((shift) => ({ ...shift, weekdays })) },
    );
    expect(shown(due({ unit: 'workingDay', amount: 1 }, '2026-08-21', '09:00', own))).toBe('2026-08-22 17:00');
  });

  it.each([0, -1, 0.3, Number.NaN, Number.POSITIVE_INFINITY])('refuses %p working days', (amount) => {
    expect(code(() => due({ unit: 'workingDay', amount }, '2026-11-25', '09:00'))).toBe('time-limit.amount');
  });

  it('refuses a time that is none instead of answering some other date', () => {
    for (const from of [
      '',
      'tomorrow',
      '2026-02-30T00:00:00Z',
      '2026-11-25',
      '2026-11-25T09:00:00',
      '0000-00-00T00:00:00Z',
    ]) {
      expect(code(() => dueDate(calendar, { unit: 'workingDay', amount: 1 }, from))).toBe('time.invalid');
    }
  });
});

describe('Years that are not loaded', () => {
  it('refuses a due date past the last loaded year', () => {
    expect(code(() => due({ unit: 'workingDay', amount: 5 }, '2027-12-29', '09:00'))).toBe('calendar.year-not-loaded');
    expect(code(() => due({ unit: 'wallClockHour', amount: 72 }, '2027-12-30', '09:00'))).toBe(
      'calendar.year-not-loaded',
    );
  });

  it('refuses a start before the first loaded year', () => {
    expect(code(() => due({ unit: 'workingDay', amount: 5 }, '2024-12-31', '09:00'))).toBe('calendar.year-not-loaded');
  });

  it('counts past dates with the holidays of their time', () => {
    expect(shown(due({ unit: 'workingDay', amount: 2 }, '2025-04-25', '09:00'))).toBe('2025-04-28 17:00');
    expect(shown(due({ unit: 'workingDay', amount: 1 }, '2025-01-24', '09:00'))).toBe('2025-02-03 17:00');
  });
});

describe('The stamped calendar version', () => {
  const decided: CalendarYear = { ...year2027, version: '2027-2', status: 'confirmed', off: {} };
  const corrected: CalendarYear = { ...year2026, version: '2026-2', off: {} };
  const later = { calendars: [...calendars, decided, corrected], overlays: [{ ...swap, enabled: true }] };

  it('stays in use although a newer confirmed edition is loaded', () => {
    const stamped = new WorkCalendar(later, unit, '2026-1');
    const again = due({ unit: 'workingDay', amount: 3 }, '2026-11-20', '10:00', stamped);
    expect([shown(again), again.calendarVersion, again.replacedVersion]).toEqual([
      '2026-11-26 17:00',
      '2026-1',
      undefined,
    ]);
  });

  it('gives way when it was provisional and a confirmed edition has come, and the explanation says so', () => {
    const stamped = new WorkCalendar(later, unit, '2026-1+2027-1');
    const again = due({ unit: 'workingDay', amount: 1 }, '2027-02-04', '10:00', stamped);
    expect(again).toMatchObject({ calendarVersion: '2027-2', replacedVersion: '2027-1', provisional: false });
    expect(shown(again)).toBe('2027-02-05 17:00');
  });

  it('gives way when its file is no longer there, and the explanation says so', () => {
    const stamped = new WorkCalendar(later, unit, '2026-9');
    expect(due({ unit: 'workingDay', amount: 1 }, '2026-11-25', '10:00', stamped).replacedVersion).toBe('2026-9');
  });

  it('keeps the swaps it was stamped with, whatever is enabled now', () => {
    const before = new WorkCalendar({ calendars, overlays: [swap] }, unit, '2026-1+swap-2026-11');
    expect(before.isWorkingDay('2026-11-23')).toBe(false);
    expect(new WorkCalendar(later, unit, '2026-1').isWorkingDay('2026-11-23')).toBe(true);
    expect(new WorkCalendar(later, unit).isWorkingDay('2026-11-23')).toBe(false);
  });

  it('lets a local closure apply at once, to its own units only', () => {
    const closure = { ...swap, id: 'flood', kind: 'closure' as const, enabled: true, units: ['H99.14'], work: {} };
    const source = { calendars, overlays: [closure] };
    expect(new WorkCalendar(source, unit, '2026-1').offReason('2026-11-23')).toBe('Nghỉ hoán đổi');
    expect(new WorkCalendar(source, { code: 'H99.15', shifts }, '2026-1').isWorkingDay('2026-11-23')).toBe(true);
  });
});

describe('Every due date', () => {
  const starts = fc
    .integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2027-10-01T00:00:00Z') })
    .map((ms) => new Date(ms).toISOString());
  const dayLimits = fc.record({
    unit: fc.constantFrom('workingDay', 'calendarDay'),
    amount: fc.integer({ min: 1, max: 30 }),
    cutOffStart: fc.boolean(),
    dueTime: fc.constantFrom('closeOfBusiness', 'sameTimeOfDay'),
  }) as fc.Arbitrary<TimeLimit>;
  const hourLimits = fc.record({
    unit: fc.constantFrom('workingHour', 'sameDay'),
    amount: fc.integer({ min: 1, max: 200 }).map((quarters) => quarters / 4),
  }) as fc.Arbitrary<TimeLimit>;
  const limits = fc.oneof(dayLimits, hourLimits);

  it('falls on a working day, within its shifts, and not before the start', () => {
    fc.assert(
      fc.property(starts, limits, (from, limit) => {
        const { dueAt } = dueDate(calendar, limit, from);
        const within = calendar.stretches(localDay(dueAt)).some(({ open, close }) => {
          const ms = Date.parse(dueAt);
          return open <= ms && ms <= close;
        });
        return within && dueAt > from;
      }),
    );
  });

  it('is never earlier for a later start', () => {
    fc.assert(
      fc.property(starts, starts, limits, (one, other, limit) => {
        const [first, second] = [one, other].toSorted();
        return dueDate(calendar, limit, first!).dueAt <= dueDate(calendar, limit, second!).dueAt;
      }),
    );
  });

  it('explains exactly as many counted days as the limit has, and skips no working day', () => {
    fc.assert(
      fc.property(starts, dayLimits, (from, limit) => {
        const { countedDays, skippedDays } = dueDate(calendar, limit, from);
        return (
          countedDays.length === limit.amount &&
          skippedDays.every(({ date }) => !calendar.isWorkingDay(date)) &&
          (limit.unit === 'calendarDay' || countedDays.every((day) => calendar.isWorkingDay(day)))
        );
      }),
    );
  });
});
