import { epoch, localDay } from '../calendar/local-time.js';

/** Early = on an earlier day; on time = on the due day and not later; late = after the due moment (R11). */
export type Timeliness = 'early' | 'onTime' | 'late';

/** @param at when it was done @param dueAt when it was due; ISO instants, days are those of Vietnam */
export function timelinessOf(at: string, dueAt: string): Timeliness {
  if (epoch(at) > epoch(dueAt)) return 'late';
  return localDay(at) < localDay(dueAt) ? 'early' : 'onTime';
}
