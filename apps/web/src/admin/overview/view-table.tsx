import { Link } from 'react-router';
import { newReplayAddress } from '../replays/new/new-replay-address.ts';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Figure } from '../shown/figure.tsx';
import { Moment } from '../shown/moment.tsx';
import type { Health } from './health.ts';
import { useOverviewTexts } from './overview.texts.ts';

type ViewPlace = Health['views'][number];

export function ViewTable({ views }: { views: readonly ViewPlace[] }) {
  const t = useOverviewTexts();
  const columns: readonly Column<ViewPlace>[] = [
    { title: t('view'), of: ({ target }) => <code>{target}</code> },
    { title: t('standing'), of: ({ state }) => t(`viewState.${state}`) },
    { title: t('build'), of: ({ build }) => <Figure value={build} />, figure: true },
    { title: t('behind'), of: ({ behind }) => <Figure value={behind} changes />, figure: true },
    { title: t('position'), of: ({ position }) => <Figure value={Number(position)} changes />, figure: true },
    { title: t('movedAt'), of: ({ movedAt }) => <Moment at={movedAt} /> },
    { title: t('streamsAside'), of: ({ streamsAside }) => <Figure value={streamsAside} />, figure: true },
    {
      title: t('rebuild'),
      of: ({ target, build, state }) =>
        state === 'live' || state === 'retired' ? (
          <Link
            to={newReplayAddress({ kind: 'rebuild', target: state === 'live' ? target : `${target}@${build}` })}
            aria-label={`${t('rebuild')} ${target} ${build}`}
          >
            {t('rebuild')}
          </Link>
        ) : (
          '–'
        ),
    },
  ];
  return (
    <DataTable
      caption={t('viewsCaption')}
      columns={columns}
      rows={views}
      keyOf={({ target, build }) => `${target} ${build}`}
      empty={t('viewsEmpty')}
    />
  );
}
