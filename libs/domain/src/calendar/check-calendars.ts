import type { Fault } from '../procedures/catalogue-data.js';
import { checkUnique } from '../procedures/check-dated.js';
import { isUnitPattern } from '../procedures/unit-pattern.js';
import type { CalendarOverlay, CalendarYear } from './calendar-year.js';
import { overlayYear } from './effective-years.js';
import { isLocalDay, weekdayOf } from './local-time.js';

/** Faults of the yearly files and their overlays. */
export function checkCalendars(calendars: readonly CalendarYear[], overlays: readonly CalendarOverlay[]): Fault[] {
  return [
    ...checkUnique(
      calendars.map(({ version }) => version),
      (index) => `/calendars/${index}/version`,
    ),
    ...calendars.flatMap((file, index) => checkYear(file, `/calendars/${index}`)),
    ...checkHoles(calendars),
    ...checkUnique(
      overlays.map(({ id }) => id),
      (index) => `/overlays/${index}/id`,
    ),
    ...overlays.flatMap((overlay, index) => checkOverlay(overlay, calendars, `/overlays/${index}`)),
  ];
}

function checkYear(file: CalendarYear, pointer: string): Fault[] {
  const faults = checkDays(file, file.year, pointer);
  if (!/^\d{4}-[1-9]\d*$/.test(file.version) || !file.version.startsWith(`${file.year}-`)) {
    faults.push({ pointer: `${pointer}/version`, reason: `must be ${file.year}-<edition>, e.g. ${file.year}-1` });
  }
  if (file.weekend.length > 6) faults.push({ pointer: `${pointer}/weekend`, reason: 'leaves no working day' });
  const idle = Object.keys(file.work).filter((day) => isLocalDay(day) && !file.weekend.includes(weekdayOf(day)));
  return [...faults, ...idle.map((day) => ({ pointer: `${pointer}/work/${day}`, reason: 'is a working day anyway' }))];
}

function checkDays({ off, work }: Pick<CalendarYear, 'off' | 'work'>, year: number, pointer: string): Fault[] {
  const foreign = (['off', 'work'] as const).flatMap((list) =>
    Object.keys(list === 'off' ? off : work)
      .filter((day) => !isLocalDay(day) || Number(day.slice(0, 4)) !== year)
      .map((day) => ({ pointer: `${pointer}/${list}/${day}`, reason: `is not a date of ${year}` })),
  );
  const both = Object.keys(off).filter((day) => work[day] !== undefined);
  return [...foreign, ...both.map((day) => ({ pointer: `${pointer}/off/${day}`, reason: 'is off and worked' }))];
}

function checkHoles(calendars: readonly CalendarYear[]): Fault[] {
  if (calendars.length === 0) return [{ pointer: '/calendars', reason: 'no year is loaded' }];
  const years = new Set(calendars.map(({ year }) => year));
  const faults: Fault[] = [];
  for (let year = Math.min(...years); year <= Math.max(...years); year += 1) {
    if (!years.has(year)) faults.push({ pointer: '/calendars', reason: `${year} is missing between loaded years` });
  }
  return faults;
}

function checkOverlay(overlay: CalendarOverlay, calendars: readonly CalendarYear[], pointer: string): Fault[] {
  const year = overlayYear(overlay);
  if (!calendars.some((file) => file.year === year)) {
    return [{ pointer, reason: 'has no dates in a loaded year' }];
  }
  const faults = checkDays(overlay, year, pointer);
  if (!/^[a-z][a-z0-9-]*$/.test(overlay.id)) {
    faults.push({ pointer: `${pointer}/id`, reason: 'must be lower-case letters, digits and hyphens' });
  }
  for (const [index, pattern] of overlay.units.entries()) {
    if (!isUnitPattern(pattern))
      faults.push({ pointer: `${pointer}/units/${index}`, reason: `${pattern} is no pattern` });
  }
  return faults;
}
