/** Local date `yyyy-MM-dd` -> the reason shown in explanations (Vietnamese), e.g. `{ "2026-02-17": "Tết Nguyên đán" }`. */
export type DayReasons = Readonly<Record<string, string>>;

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/**
 * One edition of one year's file of working days. Files are the only source: Tết days, the second National Day day and the
 * weekday/Saturday swaps are decided each year and cannot be computed. Several editions of a year stay loaded side by side; the
 * highest edition is the current one, older ones serve the dossiers that were stamped with them.
 *
 * @law Labour Code 45/2019/QH14 art. 111.3, 112.3; NQ 28/2026/QH16 (24 November)
 */
export interface CalendarYear {
  readonly year: number;
  /** `<year>-<edition>`, e.g. `2026-1`. */
  readonly version: string;
  readonly status: 'confirmed' | 'provisional';
  readonly weekend: readonly Weekday[];
  /** Weekdays that are off. */
  readonly off: DayReasons;
  /** Weekend days that are worked. */
  readonly work: DayReasons;
  /** The decision it was taken from. */
  readonly source: string;
}

/**
 * Days that differ from the year file for some units. A `swap` exchanges working days and is part of the calendar version that is
 * stamped on a dossier; a `closure` (local closure of an office) is a fact that applies from the moment it is loaded.
 */
export interface CalendarOverlay {
  /** Lower-case letters, digits and hyphens, e.g. `swap-2026-11`; stands in the calendar version. */
  readonly id: string;
  readonly kind: 'swap' | 'closure';
  /** False = loaded for the administrators to see, not applied. */
  readonly enabled: boolean;
  /** Patterns of canonical unit codes: `H99.14`, `H99.3*`, `*`. */
  readonly units: readonly string[];
  /** All dates of one overlay lie in one year. */
  readonly off: DayReasons;
  readonly work: DayReasons;
  readonly source: string;
  readonly verified: boolean;
}
