import { addDays, dayOf } from './local-time.js';
import type { SkippedDay, WorkCalendar } from './work-calendar.js';

/** What a count came to; turned into a `DueDate` with its explanation. */
export interface Count {
  readonly due: number;
  readonly countedFrom: number;
  readonly countedDays: readonly string[];
  readonly skippedDays: readonly SkippedDay[];
}

/** Steps whole working days: day 0 is the date given, the result is the n-th working day after it. */
export function stepDays(
  calendar: WorkCalendar,
  day: string,
  days: number,
  skipped: SkippedDay[],
): { readonly day: string; readonly countedDays: readonly string[] } {
  const countedDays: string[] = [];
  let current = day;
  for (let count = 0; count < days; count += 1) {
    current = calendar.nextWorkingDay(current, skipped);
    countedDays.push(current);
  }
  return { day: current, countedDays };
}

/** R4: uses up working time; exhausted exactly at a closing it ends at that closing, not at the next opening. */
export function consume(calendar: WorkCalendar, from: number, amount: number): Count {
  const skippedDays: SkippedDay[] = [];
  const countedDays: string[] = [];
  const countedFrom = calendar.normalise(from, skippedDays);
  let left = amount;
  for (let day = dayOf(countedFrom); ; day = calendar.nextWorkingDay(day, skippedDays)) {
    countedDays.push(day);
    for (const { open, close } of calendar.stretches(day)) {
      const begin = Math.max(open, countedFrom);
      if (begin + left <= close) return { due: begin + left, countedFrom, countedDays, skippedDays };
      left -= Math.max(0, close - begin);
    }
  }
}

/** The working time between two moments, with the dates on which there was any and those on which there was none. */
export function workingTimeBetween(
  calendar: WorkCalendar,
  from: number,
  to: number,
): { readonly amount: number; readonly countedDays: readonly string[]; readonly skippedDays: readonly SkippedDay[] } {
  const countedDays: string[] = [];
  const skippedDays: SkippedDay[] = [];
  let amount = 0;
  for (let day = dayOf(from); day <= dayOf(to); day = addDays(day, 1)) {
    const reason = calendar.offReason(day);
    if (reason !== null) skippedDays.push({ date: day, reason });
    const ofDay = calendar
      .stretches(day)
      .reduce((sum, { open, close }) => sum + Math.max(0, Math.min(to, close) - Math.max(from, open)), 0);
    if (ofDay > 0) countedDays.push(day);
    amount += ofDay;
  }
  return { amount, countedDays, skippedDays };
}

/** Brings a moment of a working day into its working time: before it -> opening, in a gap -> next opening, after it -> closing. */
export function intoWorkingTime(calendar: WorkCalendar, ms: number): number {
  const stretches = calendar.stretches(dayOf(ms));
  const stretch = stretches.find(({ close }) => ms <= close);
  return stretch === undefined ? stretches.at(-1)!.close : Math.max(ms, stretch.open);
}
