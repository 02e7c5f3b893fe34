import { Rejected } from '../rejected.js';
import type { Weekday } from './calendar-year.js';

/** Asia/Ho_Chi_Minh has been +07:00 without daylight saving since 1975: a constant, no time zone data. */
const OFFSET = 7 * 3_600_000;
const DAY = 86_400_000;
const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * Milliseconds since 1970 of an ISO 8601 instant with an explicit offset.
 * @throws {Rejected} `time.invalid`: a wrong time must never become some other date
 */
export function epoch(iso: string): number {
  const match = INSTANT.exec(iso);
  const ms = match !== null && isLocalDay(match[1]!) ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(ms)) throw new Rejected('time.invalid', { value: iso.slice(0, 40) });
  return ms;
}

/** ISO 8601 in UTC with milliseconds. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** True for a real date written `yyyy-MM-dd`. */
export function isLocalDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

/** True for a time of day written `HH:mm`. */
export function isLocalTime(time: string): boolean {
  return TIME.test(time);
}

/** The Vietnamese date `yyyy-MM-dd` of an instant: 16:59:59Z is still today, 17:00:00Z is tomorrow. */
export function localDay(iso: string): string {
  return dayOf(epoch(iso));
}

/** The Vietnamese time of day `HH:mm` of an instant. */
export function localTime(iso: string): string {
  return instant(epoch(iso) + OFFSET).slice(11, 16);
}

/**
 * The instant of a Vietnamese date and time of day.
 * @throws {Rejected} `time.invalid`
 */
export function localInstant(day: string, time: string): string {
  return instant(at(day, time));
}

/** The date `days` after (before, when negative) a local date. */
export function addDays(day: string, days: number): string {
  return instant(Date.parse(`${day}T00:00:00Z`) + days * DAY).slice(0, 10);
}

export function weekdayOf(day: string): Weekday {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]!;
}

/** As `localDay`, of milliseconds. */
export function dayOf(ms: number): string {
  return instant(ms + OFFSET).slice(0, 10);
}

/** As `localInstant`, in milliseconds. */
export function at(day: string, time: string): number {
  if (!isLocalDay(day) || !isLocalTime(time))
    throw new Rejected('time.invalid', { value: `${day} ${time}`.slice(0, 40) });
  return Date.parse(`${day}T${time}:00Z`) - OFFSET;
}

/** Milliseconds since local midnight. */
export function timeOfDay(ms: number): number {
  return (((ms + OFFSET) % DAY) + DAY) % DAY;
}

/** The moment of a local date with the time of day of another moment. */
export function sameTimeOn(day: string, ms: number): number {
  return at(day, '00:00') + timeOfDay(ms);
}
