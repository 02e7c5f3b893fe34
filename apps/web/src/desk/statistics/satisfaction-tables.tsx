import { DataTable } from '../../admin/shown/data-table.tsx';
import { useNumbers } from './numbers.ts';
import { useStatisticsTexts } from './statistics.texts.ts';
import type { Evaluation } from './use-figures.ts';

const LEVELS = ['verySatisfied', 'satisfied', 'neutral', 'dissatisfied', 'veryDissatisfied'] as const;
const ASPECTS = ['attitude', 'timeliness', 'guidance'] as const;

export function SatisfactionTables({ satisfaction }: { satisfaction: Evaluation['total']['satisfaction'] }) {
  const t = useStatisticsTexts();
  const { whole, percent } = useNumbers();
  const { rated } = satisfaction;
  if (rated === 0) return <p className="empty">{t('noRatings')}</p>;
  type Level = (typeof LEVELS)[number];
  type Aspect = (typeof ASPECTS)[number];
  const answer = (name: 'good' | 'fair' | 'poor') => ({
    title: t(`answers.${name}`),
    of: (aspect: Aspect) => whole(satisfaction[aspect][name]),
    figure: true,
  });
  return (
    <>
      <DataTable
        caption={t('satisfactionAbout', { count: whole(rated) })}
        columns={[
          { title: t('level'), of: (level: Level) => t(`levels.${level}`) },
          { title: t('ratings'), of: (level: Level) => whole(satisfaction[level]), figure: true },
          { title: t('rate'), of: (level: Level) => percent((satisfaction[level] * 100) / rated), figure: true },
        ]}
        rows={LEVELS}
        keyOf={(level) => level}
        empty={t('noRatings')}
      />
      <DataTable
        caption={t('byAspect')}
        columns={[
          { title: t('aspect'), of: (aspect: Aspect) => t(`aspects.${aspect}`) },
          answer('good'),
          answer('fair'),
          answer('poor'),
        ]}
        rows={ASPECTS}
        keyOf={(aspect) => aspect}
        empty={t('noRatings')}
      />
    </>
  );
}
