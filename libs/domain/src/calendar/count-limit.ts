import { Rejected } from '../rejected.js';
import type { DueDate, TimeLimit } from './due-date.js';
import { addDays, dayOf, epoch, instant, sameTimeOn, timeOfDay } from './local-time.js';
import type { SkippedDay, WorkCalendar } from './work-calendar.js';
import { consume, type Count, intoWorkingTime, stepDays } from './working-time.js';

const HOUR = 3_600_000;
/** "After 15:00" of the civil-status texts. @law Law 60/2014/QH13 art. 5.3 */
const DEFAULT_CUT_OFF = 15;

/**
 * The due moment of a limit that starts at `from`, with its explanation.
 *
 * @param from ISO 8601 instant
 * @throws {Rejected} `calendar.year-not-loaded`, `time.invalid`, `time-limit.amount`
 * @law NĐ 61/2018/NĐ-CP art. 19; Civil Code 91/2015/QH13 art. 147, 148 (the first day is not counted)
 */
export function dueDate(calendar: WorkCalendar, limit: TimeLimit, from: string): DueDate {
  if (!isAmount(limit)) throw new Rejected('time-limit.amount', { unit: limit.unit, amount: limit.amount });
  const start = epoch(from);
  const count = countLimit(calendar, limit, start);
  return explained(calendar, { rule: limit.unit, amount: limit.amount, startedAt: start }, count);
}

/** Whole calendar days and hours above zero, working days in halves; `sameDay` has no amount. */
export function isAmount({ unit, amount, skipNonWorking }: TimeLimit): boolean {
  if (unit === 'sameDay') return true;
  if (!Number.isFinite(amount) || amount <= 0) return false;
  if (unit === 'workingDay') return Number.isInteger(amount * 2);
  return unit !== 'calendarDay' || Number.isInteger(skipNonWorking === true ? amount * 2 : amount);
}

/** Adds calendar version and provisional flag of the years that were touched. */
export function explained(
  calendar: WorkCalendar,
  head: { readonly rule: DueDate['rule']; readonly amount: number; readonly startedAt: number },
  count: Count,
): DueDate {
  const first = yearOf(head.startedAt);
  const last = yearOf(count.due);
  for (let year = first; year <= last; year += 1) calendar.offReason(`${year}-01-01`); // refuses a year that is not loaded
  const replaced = calendar.replacedIn(first, last);
  return {
    dueAt: instant(count.due),
    rule: head.rule,
    amount: head.amount,
    startedAt: instant(head.startedAt),
    countedFrom: instant(count.countedFrom),
    countedDays: count.countedDays,
    skippedDays: count.skippedDays,
    calendarVersion: calendar.versionOf(first, last),
    ...(replaced.length > 0 && { replacedVersion: replaced.join('+') }),
    provisional: calendar.isProvisional(first, last),
  };
}

function countLimit(calendar: WorkCalendar, limit: TimeLimit, from: number): Count {
  switch (limit.unit) {
    case 'workingDay':
      return workingDays(calendar, limit, from);
    case 'workingHour':
      return workingHours(calendar, limit, from);
    case 'calendarDay':
      return limit.skipNonWorking === true ? workingDays(calendar, limit, from) : calendarDays(calendar, limit, from);
    case 'sameDay':
      return sameDay(calendar, limit, from);
    case 'wallClockHour':
      return wallClockHours(calendar, limit, from);
  }
}

/** R3: day 0 is the day of the normalised start; half a day is half that day's shift time, counted as working hours. */
function workingDays(calendar: WorkCalendar, limit: TimeLimit, from: number): Count {
  const skippedDays: SkippedDay[] = [];
  const start = begin(calendar, limit, from, skippedDays);
  const whole = Math.floor(limit.amount);
  const { day, countedDays } = stepDays(calendar, dayOf(start), whole, skippedDays);
  const due = whole === 0 ? start : endOn(calendar, limit, day, start);
  if (whole === limit.amount) return { due, countedFrom: start, countedDays, skippedDays };
  const half = halfDayFrom(calendar, due);
  return {
    due: half.due,
    countedFrom: start,
    countedDays: [...new Set([...countedDays, ...half.countedDays])],
    skippedDays: [...skippedDays, ...half.skippedDays],
  };
}

/** R4. */
function workingHours(calendar: WorkCalendar, limit: TimeLimit, from: number): Count {
  const skippedDays: SkippedDay[] = [];
  const count = consume(calendar, begin(calendar, limit, from, skippedDays), limit.amount * HOUR);
  return { ...count, skippedDays: [...skippedDays, ...count.skippedDays] };
}

/** R5: every date counts, only the last one is rolled forward to a working day. */
function calendarDays(calendar: WorkCalendar, limit: TimeLimit, from: number): Count {
  const skippedDays: SkippedDay[] = [];
  const start = limit.cutOffStart === true ? begin(calendar, limit, from, skippedDays) : from;
  const countedDays = Array.from({ length: limit.amount }, (_, index) => addDays(dayOf(start), index + 1));
  const day = calendar.workingDayFrom(countedDays.at(-1)!, skippedDays);
  return { due: endOn(calendar, limit, day, start), countedFrom: start, countedDays, skippedDays };
}

/** R6: not after the cut-off -> close of that day, after it -> close of the next working day. */
function sameDay(calendar: WorkCalendar, limit: TimeLimit, from: number): Count {
  const skippedDays: SkippedDay[] = [];
  const start = begin(calendar, { ...limit, cutOffStart: true }, from, skippedDays);
  const day = dayOf(start);
  return { due: calendar.closing(day), countedFrom: start, countedDays: [day], skippedDays };
}

/** R7: elapsed time; rolls forward only where the limit says so. */
function wallClockHours(calendar: WorkCalendar, limit: TimeLimit, from: number): Count {
  const skippedDays: SkippedDay[] = [];
  const end = from + limit.amount * HOUR;
  const rolls = limit.rollForward === true && !isOpenUntil(calendar, end);
  const due = rolls ? calendar.normalise(end, skippedDays) : end;
  return { due, countedFrom: from, countedDays: [], skippedDays };
}

/** R2 and R8: the start in working time; with `cutOffStart`, after the cut-off it is the opening of the next working day. */
function begin(calendar: WorkCalendar, limit: TimeLimit, from: number, skipped: SkippedDay[]): number {
  const day = dayOf(from);
  const cutOff = (limit.cutOffHour ?? DEFAULT_CUT_OFF) * HOUR;
  const tooLate = limit.cutOffStart === true && calendar.isWorkingDay(day) && timeOfDay(from) > cutOff;
  return tooLate ? calendar.opening(calendar.nextWorkingDay(day, skipped)) : calendar.normalise(from, skipped);
}

function endOn(calendar: WorkCalendar, limit: TimeLimit, day: string, start: number): number {
  return limit.dueTime === 'sameTimeOfDay' ? intoWorkingTime(calendar, sameTimeOn(day, start)) : calendar.closing(day);
}

function halfDayFrom(calendar: WorkCalendar, from: number): Count {
  const day = dayOf(calendar.normalise(from, []));
  const ofDay = calendar.stretches(day).reduce((sum, { open, close }) => sum + close - open, 0);
  return consume(calendar, from, ofDay / 2);
}

/** A due moment at the very closing is met within working time, although a start at that moment would not be. */
function isOpenUntil(calendar: WorkCalendar, ms: number): boolean {
  return calendar.stretches(dayOf(ms)).some(({ open, close }) => open <= ms && ms <= close);
}

function yearOf(ms: number): number {
  return Number(dayOf(ms).slice(0, 4));
}
