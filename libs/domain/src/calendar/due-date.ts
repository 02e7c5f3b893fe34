/**
 * How long something may take. Days and hours are never converted into each other.
 *
 * `workingDay` counts whole working days after the day of the start; `workingHour` consumes shift minutes; `calendarDay` counts
 * dates and rolls forward to a working day; `sameDay` ends with the day of receipt, or with the next working day after the
 * cut-off; `wallClockHour` is plain elapsed time.
 *
 * @law NĐ 61/2018/NĐ-CP art. 19; Civil Status Law 60/2014 art. 5.3 (`sameDay`); NĐ 301/2026 (`cutOffStart`)
 */
export interface TimeLimit {
  readonly unit: 'workingDay' | 'workingHour' | 'calendarDay' | 'sameDay' | 'wallClockHour';
  /** Number of units; ignored by `sameDay`. `0.5` of a working day is half of that unit's shift minutes. */
  readonly amount: number;
  /** Local hour after which the receipt counts for the next working day; 15 where the law says "after 15:00". */
  readonly cutOffHour?: number;
  /** With `cutOffHour`: a start after it counts as the opening of the next working day. */
  readonly cutOffStart?: boolean;
  /** Where a limit in days ends. Default `closeOfBusiness`. */
  readonly dueTime?: 'closeOfBusiness' | 'sameTimeOfDay';
  /** `calendarDay` only: count working days instead. */
  readonly skipNonWorking?: boolean;
  /** `wallClockHour` only: move a due time outside working time to the next opening. */
  readonly rollForward?: boolean;
}

/** A due moment and how it came about, so that every date shown to a citizen can be explained. All instants ISO 8601 in UTC. */
export interface DueDate {
  readonly dueAt: string;
  /** Which rule counted: the unit of the limit, or `outage`, `pause`, `extension` for a date that was moved. */
  readonly rule: TimeLimit['unit'] | 'outage' | 'pause' | 'extension';
  /** Units of the limit; working days for `pause`, working hours for `outage`. */
  readonly amount: number;
  readonly startedAt: string;
  /** The start after moving it into working time. */
  readonly countedFrom: string;
  /** Local dates (yyyy-MM-dd) that counted. */
  readonly countedDays: readonly string[];
  /** Local dates that did not count, and why (reason of the calendar file, or `weekend`). */
  readonly skippedDays: readonly { readonly date: string; readonly reason: string }[];
  /** Editions and swaps of the years that the count touched, joined by `+`: `2026-1+2027-1+swap-2026-11`. */
  readonly calendarVersion: string;
  /** The stamped editions that a confirmed file has replaced since, joined by `+`; absent when the stamp was used as it is. */
  readonly replacedVersion?: string;
  /** True when the count passed over days of a provisional calendar. */
  readonly provisional: boolean;
}
