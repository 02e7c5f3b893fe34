import { DataTable } from '../../admin/shown/data-table.tsx';
import { useNumbers } from './numbers.ts';
import { useStatisticsTexts } from './statistics.texts.ts';
import type { Statistics } from './use-figures.ts';

type Figures = Statistics['total'];

/** Units or procedures, each with its figures. */
export function FiguresTable<Row extends Figures>({
  caption,
  first,
  rows,
  nameOf,
}: {
  caption: string;
  /** Title of the column of names. */
  first: string;
  rows: readonly Row[];
  nameOf: (row: Row) => string;
}) {
  const t = useStatisticsTexts();
  const { whole, percent } = useNumbers();
  const figure = (title: string, of: (row: Row) => number) => ({
    title,
    of: (row: Row) => whole(of(row)),
    figure: true,
  });
  return (
    <DataTable
      caption={caption}
      columns={[
        { title: first, of: nameOf },
        figure(t('received'), ({ received }) => received),
        figure(t('online'), ({ receivedOnline }) => receivedOnline),
        figure(t('resolved'), ({ resolved }) => resolved),
        figure(t('late'), ({ late }) => late),
        {
          title: t('rate'),
          of: ({ onTimeRate }: Row) => (onTimeRate === null ? '–' : percent(onTimeRate)),
          figure: true,
        },
        figure(t('returned'), ({ returned }) => returned),
        figure(t('open'), ({ open }) => open),
        figure(t('overdue'), ({ openOverdue }) => openOverdue),
      ]}
      rows={rows}
      keyOf={nameOf}
      empty={t('noFigures')}
    />
  );
}
