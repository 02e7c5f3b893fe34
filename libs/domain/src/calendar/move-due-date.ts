import { explained } from './count-limit.js';
import type { DueDate, TimeLimit } from './due-date.js';
import { addDays, dayOf, epoch, instant, sameTimeOn } from './local-time.js';
import type { SkippedDay, WorkCalendar } from './work-calendar.js';
import { consume, intoWorkingTime, stepDays, workingTimeBetween } from './working-time.js';

const HOUR = 3_600_000;

/**
 * R9, the pausing clock: `due` moved by the working days in (day of `from`, day of `to`].
 *
 * @param from when the applicant was asked, ISO instant
 * @param to when the complete answer came, ISO instant
 * @law practice of production systems; the law's own rule is to restart (NĐ 61/2018/NĐ-CP art. 19.4)
 */
export function pausedDueDate(calendar: WorkCalendar, due: DueDate, from: string, to: string): DueDate {
  const last = dayOf(epoch(to));
  let days = 0;
  for (let day = addDays(dayOf(epoch(from)), 1); day <= last; day = addDays(day, 1)) {
    if (calendar.isWorkingDay(day)) days += 1;
  }
  const dueAt = epoch(due.dueAt);
  const skippedDays: SkippedDay[] = [];
  const { day, countedDays } = stepDays(calendar, dayOf(dueAt), days, skippedDays);
  const moved = days === 0 ? dueAt : onDay(calendar, dueAt, day);
  const count = { due: moved, countedFrom: epoch(due.countedFrom), countedDays, skippedDays };
  return explained(calendar, { rule: 'pause', amount: days, startedAt: epoch(due.startedAt) }, count);
}

/**
 * R11, announced outage: `due` moved by the working time of its interval. An outage that begins at or after the due moment, or
 * ended before the start, changes nothing; of one that was running at the start only the rest counts.
 *
 * @law NĐ 301/2026/NĐ-CP art. 3.4
 */
export function outageDueDate(calendar: WorkCalendar, due: DueDate, from: string, to: string): DueDate {
  const dueAt = epoch(due.dueAt);
  const begin = Math.max(epoch(from), epoch(due.startedAt));
  const end = epoch(to);
  if (begin >= dueAt || end <= begin) return due;
  const { amount, countedDays, skippedDays } = workingTimeBetween(calendar, begin, end);
  if (amount === 0) return due;
  const moved = consume(calendar, dueAt, amount);
  const count = {
    due: moved.due,
    countedFrom: epoch(due.countedFrom),
    countedDays,
    skippedDays: [...skippedDays, ...moved.skippedDays].filter(isFirstOfItsDate),
  };
  return explained(calendar, { rule: 'outage', amount: amount / HOUR, startedAt: epoch(due.startedAt) }, count);
}

/**
 * R10: the latest moment at which a due date may be extended, ISO instant: the close of the last working day before the due day
 * (the stricter reading of "1 day"); for limits shorter than two working days, the due moment itself.
 *
 * @law NĐ 61/2018/NĐ-CP art. 19.9
 */
export function latestExtension(calendar: WorkCalendar, due: DueDate, limit: TimeLimit): string {
  const dueDay = dayOf(epoch(due.dueAt));
  if (isShort(calendar, dueDay, limit)) return due.dueAt;
  let day = addDays(dueDay, -1);
  while (!calendar.isWorkingDay(day)) day = addDays(day, -1);
  return instant(calendar.closing(day));
}

/** Shorter than two working days; hours are compared with the shift time of the due day, never converted into days. */
function isShort(calendar: WorkCalendar, dueDay: string, limit: TimeLimit): boolean {
  switch (limit.unit) {
    case 'workingDay':
    case 'calendarDay':
      return limit.amount < 2;
    case 'workingHour':
      return limit.amount * HOUR < 2 * shiftTime(calendar, dueDay);
    case 'wallClockHour':
      return limit.amount < 48;
    case 'sameDay':
      return true;
  }
}

function shiftTime(calendar: WorkCalendar, day: string): number {
  return calendar.stretches(day).reduce((sum, { open, close }) => sum + close - open, 0);
}

/** The same place of another working day: closing stays closing, any other time of day is kept. */
function onDay(calendar: WorkCalendar, ms: number, day: string): number {
  const atClosing = calendar.stretches(dayOf(ms)).at(-1)?.close === ms;
  return atClosing ? calendar.closing(day) : intoWorkingTime(calendar, sameTimeOn(day, ms));
}

function isFirstOfItsDate({ date }: SkippedDay, index: number, all: readonly SkippedDay[]): boolean {
  return all.findIndex((other) => other.date === date) === index;
}
