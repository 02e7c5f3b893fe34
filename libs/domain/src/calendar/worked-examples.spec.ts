import { describe, expect, it } from '@jest/globals';
import { dueDate } from './count-limit.js';
import type { TimeLimit } from './due-date.js';
import { localDay, localTime } from './local-time.js';
import { latestExtension, pausedDueDate } from './move-due-date.js';
import { calendars, shifts, swap } from './sample-years.fixture.js';
import { WorkCalendar } from './work-calendar.js';

const unit = { code: 'H99.14', shifts };
const calendar = new WorkCalendar({ calendars, overlays: [swap] }, unit);
const local = (text: string): string => `${text.replace(' ', 'T')}:00+07:00`;
const shown = (iso: string): string => `${localDay(iso)} ${localTime(iso)}`;

const days = (amount: number, more: Partial<TimeLimit> = {}): TimeLimit => ({ unit: 'workingDay', amount, ...more });
const hours = (amount: number): TimeLimit => ({ unit: 'workingHour', amount });
const sameDay: TimeLimit = { unit: 'sameDay', amount: 1, cutOffHour: 15 };

const examples: [string, TimeLimit, string, string][] = [
  ['1: 3 working days over the holiday of 24/11', days(3), '2026-11-23 09:00', '2026-11-27 17:00'],
  ['2: 8 working hours over the holiday of 24/11', hours(8), '2026-11-23 16:00', '2026-11-25 16:00'],
  ['3: 8 working hours from a holiday', hours(8), '2026-11-24 10:00', '2026-11-25 17:00'],
  ['4: 8 working hours from the lunch gap', hours(8), '2026-11-26 12:10', '2026-11-27 11:30'],
  ['5: 8 working hours from the evening', hours(8), '2026-11-26 20:15', '2026-11-27 17:00'],
  ['6: 8 working hours on a worked Saturday', hours(8), '2026-08-22 09:00', '2026-08-24 09:00'],
  ['7: 5 working days over a swap and National Day', days(5), '2026-08-28 10:00', '2026-09-09 17:00'],
  ['8: 10 calendar days that end in Tết', { unit: 'calendarDay', amount: 10 }, '2026-02-06 08:00', '2026-02-23 17:00'],
  [
    '8b: 10 calendar days counted as working days',
    { unit: 'calendarDay', amount: 10, skipNonWorking: true },
    '2026-02-06 08:00',
    '2026-02-27 17:00',
  ],
  ['9: the same day at 15:00 sharp', sameDay, '2026-04-24 15:00', '2026-04-24 17:00'],
  ['9b: the same day one minute later', sameDay, '2026-04-24 15:01', '2026-04-28 17:00'],
  ['10: 3 working days without cut-off', days(3), '2026-04-29 15:30', '2026-05-06 17:00'],
  [
    '10b: 3 working days with cut-off',
    days(3, { cutOffStart: true, cutOffHour: 15 }),
    '2026-04-29 15:30',
    '2026-05-07 17:00',
  ],
  ['11: 8 working days over New Year and a worked Saturday', days(8), '2025-12-31 10:00', '2026-01-13 17:00'],
  ['12: 3 working days before the supplement', days(3), '2026-11-16 09:00', '2026-11-19 17:00'],
  ['12, restart: 3 working days from completion', days(3), '2026-11-23 14:00', '2026-11-27 17:00'],
  ['13: 3 working days, the swap is not decided', days(3), '2026-11-20 10:00', '2026-11-26 17:00'],
  ['15: 2 working hours to acknowledge a linked step', hours(2), '2026-11-23 15:30', '2026-11-25 07:30'],
  ['16: 24 hours on the wall clock', { unit: 'wallClockHour', amount: 24 }, '2026-11-21 09:00', '2026-11-22 09:00'],
  ['17: 7 working days for a supplement', days(7), '2026-11-16 10:00', '2026-11-26 17:00'],
];

describe('The worked examples of the deadline rules', () => {
  it.each(examples)('%s', (_name, limit, from, due) => {
    expect(shown(dueDate(calendar, limit, local(from)).dueAt)).toBe(due);
  });

  it('12, pause: moves the due date by the working days from the request to the answer', () => {
    const due = dueDate(calendar, days(3), local('2026-11-16 09:00'));
    const moved = pausedDueDate(calendar, due, local('2026-11-18 10:00'), local('2026-11-23 14:00'));
    expect(shown(moved.dueAt)).toBe('2026-11-25 17:00');
    expect(moved).toMatchObject({ rule: 'pause', amount: 3, countedDays: ['2026-11-20', '2026-11-23', '2026-11-25'] });
  });

  it('13, overlay on: the swap takes Monday away', () => {
    const swapped = new WorkCalendar({ calendars, overlays: [{ ...swap, enabled: true }] }, unit);
    const due = dueDate(swapped, days(3), local('2026-11-20 10:00'));
    expect(shown(due.dueAt)).toBe('2026-11-27 17:00');
    expect(due.calendarVersion).toBe('2026-1+swap-2026-11');
  });

  it('14: extends at the latest one working day before the due day', () => {
    const due = dueDate(calendar, days(2), local('2026-11-20 09:00'));
    expect(shown(due.dueAt)).toBe('2026-11-25 17:00');
    expect(shown(latestExtension(calendar, due, days(2)))).toBe('2026-11-23 17:00');
  });
});
