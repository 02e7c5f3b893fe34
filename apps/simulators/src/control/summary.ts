import { type World } from '../engine/world.js';
import { printDate } from '../engine/vietnam-time.js';

export interface SummaryRow {
  key: string;
  /** how many times this system took the dossier in: 1, or there is a double */
  committed: number;
  /** present status in the system's own words */
  status: string;
}

/** Every dossier at every outside system, for a comparison with ours. */
export interface Summary {
  now: string;
  mounts: Record<string, SummaryRow[]>;
  totals: Record<string, { keys: number; committed: number; doubles: number }>;
}

export function summarise(world: World): Summary {
  const rows = world.systems.map((system) => [system.mount, system.overview()] as const);
  const totals = rows.map(([mount, list]) => {
    const committed = list.reduce((sum, row) => sum + row.committed, 0);
    const doubles = list.filter((row) => row.committed > 1).length;
    return [mount, { keys: list.length, committed, doubles }] as const;
  });
  const now = printDate(world.clock.now(), 'iso');
  return { now, mounts: Object.fromEntries(rows), totals: Object.fromEntries(totals) };
}
