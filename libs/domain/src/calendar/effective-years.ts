import { matchesUnit } from '../procedures/unit-pattern.js';
import type { CalendarOverlay, CalendarYear } from './calendar-year.js';

/** One year as it counts for one unit and one stamp. */
export interface EffectiveYear {
  readonly file: CalendarYear;
  readonly overlays: readonly CalendarOverlay[];
  /** The stamped edition that gave way to a newer one, or null. */
  readonly replaced: string | null;
}

/**
 * Chooses an edition per year. Without a stamp: the highest. With one: the stamped edition, unless it was provisional and a
 * confirmed edition has come since (or the stamped file is no longer loaded); then the highest, and the year says what it replaced.
 * Swaps belong to the stamp in the same way; closures always apply.
 */
export function effectiveYears(
  calendars: readonly CalendarYear[],
  overlays: readonly CalendarOverlay[],
  unitCode: string,
  stamp = '',
): ReadonlyMap<number, EffectiveYear> {
  const parts = stamp.split('+');
  const own = overlays.filter((overlay) => overlay.units.some((pattern) => matchesUnit(pattern, unitCode)));
  const years = [...new Set(calendars.map(({ year }) => year))].toSorted((a, b) => a - b);
  return new Map(
    years.map((year) => {
      const editions = calendars.filter((file) => file.year === year).toSorted((a, b) => edition(a) - edition(b));
      const stampedVersion = parts.find((part) => part.startsWith(`${year}-`));
      const { file, replaced } = chosen(editions, stampedVersion);
      const pinned = stampedVersion !== undefined && replaced === null;
      const applied = own.filter(
        (overlay) => overlayYear(overlay) === year && applies(overlay, pinned ? parts : undefined),
      );
      return [year, { file, replaced, overlays: applied }];
    }),
  );
}

/** The number behind the hyphen of a version. */
function edition(file: CalendarYear): number {
  return Number(file.version.split('-')[1]);
}

/** All dates of an overlay lie in one year; this is it. */
export function overlayYear(overlay: CalendarOverlay): number {
  return Number([...Object.keys(overlay.off), ...Object.keys(overlay.work)][0]?.slice(0, 4));
}

function chosen(
  editions: readonly CalendarYear[],
  stampedVersion: string | undefined,
): { file: CalendarYear; replaced: string | null } {
  const current = editions.at(-1)!;
  if (stampedVersion === undefined || stampedVersion === current.version) return { file: current, replaced: null };
  const stamped = editions.find((file) => file.version === stampedVersion);
  if (stamped === undefined) return { file: current, replaced: stampedVersion };
  const gaveWay = stamped.status === 'provisional' && current.status === 'confirmed';
  return gaveWay ? { file: current, replaced: stampedVersion } : { file: stamped, replaced: null };
}

function applies(overlay: CalendarOverlay, pinnedTo: readonly string[] | undefined): boolean {
  if (overlay.kind === 'swap' && pinnedTo !== undefined) return pinnedTo.includes(overlay.id);
  return overlay.enabled;
}
