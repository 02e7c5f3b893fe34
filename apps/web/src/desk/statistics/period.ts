/** Days of Vietnam, yyyy-MM-dd; both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export const periods = ['month', 'quarter', 'lastQuarter', 'year', 'lastYear', 'own'] as const;
export type PeriodName = (typeof periods)[number];

/** The present day in Vietnam, wherever the browser stands. */
export function todayInVietnam(now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now);
}

/** A period that lasts ends today. */
export function daysOf(period: Exclude<PeriodName, 'own'>, today: string): Days {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const quarter = Math.floor((month - 1) / 3);
  switch (period) {
    case 'month':
      return { from: firstOf(year, month), to: today };
    case 'quarter':
      return { from: firstOf(year, quarter * 3 + 1), to: today };
    case 'lastQuarter':
      return { from: firstOf(year, quarter * 3 - 2), to: lastBefore(year, quarter * 3 + 1) };
    case 'year':
      return { from: firstOf(year, 1), to: today };
    case 'lastYear':
      return { from: firstOf(year - 1, 1), to: lastBefore(year, 1) };
  }
}

/** @param month 1-based; one outside the year is in the year beside it */
function firstOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
}

function lastBefore(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}
