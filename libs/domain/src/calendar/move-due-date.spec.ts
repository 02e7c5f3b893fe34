import { describe, expect, it } from '@jest/globals';
import { dueDate } from './count-limit.js';
import type { DueDate, TimeLimit } from './due-date.js';
import { localDay, localInstant, localTime } from './local-time.js';
import { latestExtension, outageDueDate, pausedDueDate } from './move-due-date.js';
import { calendars, shifts } from './sample-years.fixture.js';
import { WorkCalendar } from './work-calendar.js';

const calendar = new WorkCalendar({ calendars, overlays: [] }, { code: 'H99.14', shifts });
const shown = (iso: string): string => `${localDay(iso)} ${localTime(iso)}`;
const threeDays: TimeLimit = { unit: 'workingDay', amount: 3 };
/** Received Mon 16/11 09:00, due Thu 19/11 17:00. */
const due = dueDate(calendar, threeDays, localInstant('2026-11-16', '09:00'));

describe('An announced outage', () => {
  const moved = (from: [string, string], to: [string, string], of: DueDate = due): DueDate =>
    outageDueDate(calendar, of, localInstant(...from), localInstant(...to));

  it('moves the due date by its working time, not by its length', () => {
    const after = moved(['2026-11-17', '16:00'], ['2026-11-18', '09:00']);
    expect(shown(after.dueAt)).toBe('2026-11-20 10:00');
    expect(after).toMatchObject({ rule: 'outage', amount: 3, countedDays: ['2026-11-17', '2026-11-18'] });
  });

  it('counts whole when it runs over the due moment', () => {
    expect(shown(moved(['2026-11-19', '16:00'], ['2026-11-20', '09:00']).dueAt)).toBe('2026-11-20 10:00');
  });

  it('changes nothing by night, on a weekend, after the due moment or before the start', () => {
    expect(moved(['2026-11-17', '18:00'], ['2026-11-18', '06:00'])).toBe(due);
    expect(moved(['2026-11-14', '08:00'], ['2026-11-15', '17:00'])).toBe(due);
    expect(moved(['2026-11-19', '17:00'], ['2026-11-20', '17:00'])).toBe(due);
    expect(moved(['2026-11-13', '08:00'], ['2026-11-13', '17:00'])).toBe(due);
  });

  it('counts only from the start of the limit', () => {
    expect(shown(moved(['2026-11-16', '07:00'], ['2026-11-16', '10:00']).dueAt)).toBe('2026-11-20 08:00');
  });

  it('says which days off it passed over, each once', () => {
    const after = moved(['2026-11-19', '16:00'], ['2026-11-24', '09:00']);
    expect(after.skippedDays.map(({ date }) => date)).toEqual(['2026-11-21', '2026-11-22', '2026-11-24']);
  });
});

describe('The pausing clock', () => {
  it('does not move when the answer comes on the day of the request', () => {
    const moved = pausedDueDate(
      calendar,
      due,
      localInstant('2026-11-17', '08:00'),
      localInstant('2026-11-17', '16:00'),
    );
    expect([moved.dueAt, moved.amount]).toEqual([due.dueAt, 0]);
  });

  it('keeps the time of day of a limit in hours', () => {
    const inHours = dueDate(calendar, { unit: 'workingHour', amount: 10 }, localInstant('2026-11-16', '09:00'));
    const moved = pausedDueDate(
      calendar,
      inHours,
      localInstant('2026-11-16', '10:00'),
      localInstant('2026-11-17', '09:00'),
    );
    expect([shown(inHours.dueAt), shown(moved.dueAt)]).toEqual(['2026-11-17 11:00', '2026-11-18 11:00']);
  });

  it('moves further when asked again about the moved date', () => {
    const once = pausedDueDate(calendar, due, localInstant('2026-11-17', '08:00'), localInstant('2026-11-18', '08:00'));
    const twice = pausedDueDate(
      calendar,
      once,
      localInstant('2026-11-19', '08:00'),
      localInstant('2026-11-20', '08:00'),
    );
    expect([once, twice].map(({ dueAt }) => shown(dueAt))).toEqual(['2026-11-20 17:00', '2026-11-23 17:00']);
  });
});

describe('The latest moment to extend', () => {
  it.each<[string, TimeLimit]>([
    ['one working day', { unit: 'workingDay', amount: 1 }],
    ['15 working hours', { unit: 'workingHour', amount: 15 }],
    ['the same day', { unit: 'sameDay', amount: 1 }],
    ['24 hours', { unit: 'wallClockHour', amount: 24 }],
  ])('of %s is the due moment itself', (_name, limit) => {
    const short = dueDate(calendar, limit, localInstant('2026-11-16', '09:00'));
    expect(latestExtension(calendar, short, limit)).toBe(short.dueAt);
  });

  it('of 16 working hours is a working day before', () => {
    const limit: TimeLimit = { unit: 'workingHour', amount: 16 };
    const twoDays = dueDate(calendar, limit, localInstant('2026-11-16', '07:00'));
    expect([twoDays.dueAt, latestExtension(calendar, twoDays, limit)].map(shown)).toEqual([
      '2026-11-17 17:00',
      '2026-11-16 17:00',
    ]);
  });
});
