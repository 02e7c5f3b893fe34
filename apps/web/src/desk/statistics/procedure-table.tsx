import { DataTable } from '../../admin/shown/data-table.tsx';
import { useLanguage } from '../../app/language.ts';
import { useNumbers } from './numbers.ts';
import { useStatisticsTexts } from './statistics.texts.ts';
import type { Statistics } from './use-figures.ts';

type Row = Statistics['procedures'][number];

export function ProcedureTable({ procedures }: { procedures: readonly Row[] }) {
  const t = useStatisticsTexts();
  const language = useLanguage();
  const { whole, percent } = useNumbers();
  const figure = (title: string, of: (row: Row) => string) => ({ title, of, figure: true });
  return (
    <DataTable
      caption={t('byProcedure')}
      columns={[
        { title: t('procedure'), of: ({ name }: Row) => name[language] },
        figure(t('received'), ({ received }) => whole(received)),
        figure(t('online'), ({ receivedOnline }) => whole(receivedOnline)),
        figure(t('resolved'), ({ resolved }) => whole(resolved)),
        figure(t('late'), ({ late }) => whole(late)),
        figure(t('rate'), ({ onTimeRate }) => (onTimeRate === null ? '' : percent(onTimeRate))),
        figure(t('open'), ({ open }) => whole(open)),
        figure(t('overdue'), ({ openOverdue }) => whole(openOverdue)),
      ]}
      rows={procedures}
      keyOf={({ procedureCode }) => procedureCode}
      empty={t('noFigures')}
    />
  );
}
