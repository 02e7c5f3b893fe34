import type { Shift } from '../procedures/unit.js';
import { Rejected } from '../rejected.js';
import type { CalendarOverlay, CalendarYear } from './calendar-year.js';
import { type EffectiveYear, effectiveYears } from './effective-years.js';
import { addDays, at, dayOf, weekdayOf } from './local-time.js';

export interface SkippedDay {
  readonly date: string;
  readonly reason: string;
}

/** A stretch of working time in milliseconds since 1970: `open <= t < close`. */
interface Stretch {
  readonly open: number;
  readonly close: number;
}

/**
 * The working days and hours of one unit, under one calendar version. A date outside the loaded years is an error, whichever way
 * it is asked for: a guessed holiday would be a wrong promise to a citizen.
 *
 * @law Labour Code 45/2019/QH14 art. 111, 112 (days); shifts are the unit's own
 */
export class WorkCalendar {
  private readonly years: ReadonlyMap<number, EffectiveYear>;
  private readonly shifts: readonly Shift[];

  /** @param stamp the version stamped on a dossier; the current editions when absent */
  constructor(
    source: { readonly calendars: readonly CalendarYear[]; readonly overlays: readonly CalendarOverlay[] },
    unit: { readonly code: string; readonly shifts: readonly Shift[] },
    stamp?: string,
  ) {
    this.years = effectiveYears(source.calendars, source.overlays, unit.code, stamp);
    this.shifts = unit.shifts;
  }

  /** Why a date is off, or null on a working day: the reason of the file, else `weekend`. */
  offReason(day: string): string | null {
    const { file, overlays } = this.year(day);
    for (const { off, work } of [...overlays, file]) {
      if (off[day] !== undefined) return off[day];
      if (work[day] !== undefined) return null;
    }
    return file.weekend.includes(weekdayOf(day)) ? 'weekend' : null;
  }

  isWorkingDay(day: string): boolean {
    return this.offReason(day) === null;
  }

  /** The shifts of a date in order; none on a day off. */
  stretches(day: string): readonly Stretch[] {
    if (!this.isWorkingDay(day)) return [];
    const own = this.shiftsOf(weekdayOf(day));
    const shifts = own.length > 0 ? own : this.shiftsOf('mon');
    return shifts.map(({ open, close }) => ({ open: at(day, open), close: at(day, close) }));
  }

  /** @param day a working day */
  opening(day: string): number {
    return this.stretches(day)[0]!.open;
  }

  /** @param day a working day */
  closing(day: string): number {
    return this.stretches(day).at(-1)!.close;
  }

  /** The first working day after a date; the days passed over are added to `skipped`. */
  nextWorkingDay(day: string, skipped: SkippedDay[]): string {
    for (let next = addDays(day, 1); ; next = addDays(next, 1)) {
      const reason = this.offReason(next);
      if (reason === null) return next;
      skipped.push({ date: next, reason });
    }
  }

  /** The date itself when it is worked, else the first working day after it. */
  workingDayFrom(day: string, skipped: SkippedDay[]): string {
    const reason = this.offReason(day);
    if (reason === null) return day;
    skipped.push({ date: day, reason });
    return this.nextWorkingDay(day, skipped);
  }

  /** R2: the moment itself when it is working time, else the next opening. */
  normalise(ms: number, skipped: SkippedDay[]): number {
    const today = dayOf(ms);
    const stretch = this.stretches(today).find(({ close }) => ms < close);
    if (stretch !== undefined) return Math.max(ms, stretch.open);
    const start = this.isWorkingDay(today) ? this.nextWorkingDay(today, skipped) : this.workingDayFrom(today, skipped);
    return this.opening(start);
  }

  /** Editions and swaps of the years from `first` to `last` (all later loaded years when absent), joined by `+`. */
  versionOf(first: number, last = Infinity): string {
    const touched = this.touched(first, last);
    const swaps = touched.flatMap(({ overlays }) => overlays.filter(({ kind }) => kind === 'swap').map(({ id }) => id));
    return [...touched.map(({ file }) => file.version), ...swaps].join('+');
  }

  /** The stamped editions that newer ones replaced in these years. */
  replacedIn(first: number, last: number): readonly string[] {
    return this.touched(first, last).flatMap(({ replaced }) => replaced ?? []);
  }

  isProvisional(first: number, last: number): boolean {
    return this.touched(first, last).some(({ file }) => file.status === 'provisional');
  }

  private touched(first: number, last: number): EffectiveYear[] {
    return [...this.years.values()].filter(({ file }) => file.year >= first && file.year <= last);
  }

  private shiftsOf(weekday: ReturnType<typeof weekdayOf>): readonly Shift[] {
    return this.shifts.filter(({ weekdays }) => weekdays === undefined || weekdays.includes(weekday));
  }

  private year(day: string): EffectiveYear {
    const year = Number(day.slice(0, 4));
    const found = this.years.get(year);
    if (found === undefined) throw new Rejected('calendar.year-not-loaded', { year });
    return found;
  }
}
