import { useStatusTexts, type Status } from '../shown/status-texts.ts';
import { type Filters, filterText, useCounts } from './work-list.ts';
import { useWorkListTexts } from './work-list-texts.ts';

interface Tile {
  readonly key: string;
  readonly label: string;
  readonly total: number;
  readonly late: number;
  readonly filters: Filters;
}

/** What waits, at a glance; each tile is a filter. */
export function CountsBar({ filters, choose }: { filters: Filters; choose: (filters: Filters) => void }) {
  const t = useWorkListTexts();
  const statuses = useStatusTexts();
  const { data } = useCounts();
  if (data === undefined) return null;
  const tiles: Tile[] = [
    { key: 'all', label: t('all'), total: data.total, late: data.overdue, filters: {} },
    { key: 'mine', label: t('mine'), total: data.mine, late: 0, filters: { handler: 'me' } },
    { key: 'nobody', label: t('nobody'), total: data.unassigned, late: 0, filters: { handler: 'none' } },
    { key: 'overdue', label: t('overdue'), total: data.overdue, late: 0, filters: { overdue: 'true' } },
    { key: 'tasks', label: t('withTasks'), total: data.withTasks, late: 0, filters: { tasks: 'open' } },
    ...data.statuses.map(({ status, total, overdue }) => ({
      key: `s${status}`,
      label: statuses(`status.s${status as Status}`),
      total,
      late: overdue,
      filters: { status: String(status) },
    })),
  ];
  return (
    <ul className="desk-counts" aria-label={t('counts')}>
      {tiles.map((tile) => (
        <li key={tile.key}>
          <button type="button" aria-pressed={sameFilters(tile.filters, filters)} onClick={() => choose(tile.filters)}>
            <span className="number" data-changes="">
              {tile.total}
            </span>
            {tile.label}
            {tile.late > 0 && (
              <span className="late" data-changes="">
                {' '}
                · {t('late', { count: tile.late })}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function sameFilters(one: Filters, { sort: _order, ...other }: Filters): boolean {
  return filterText(one) === filterText(other);
}
