import type { ReactNode } from 'react';
import { Fold } from '../../shown/fold.tsx';
import { useChartTexts } from './charts.texts.ts';

/** A chart for those who see it, and the same as a table for everybody. */
export function ChartFigure({
  title,
  more,
  chart,
  table,
}: {
  title: string;
  more: string;
  chart: ReactNode;
  table: ReactNode;
}) {
  const t = useChartTexts();
  return (
    <figure className="admin-chart">
      <figcaption>
        <h3>{title}</h3>
        {more}
      </figcaption>
      <div aria-hidden="true" data-changes="">
        {chart}
      </div>
      <Fold summary={t('table')} label={`${t('table')}: ${title}`} boxed={false}>
        {table}
      </Fold>
    </figure>
  );
}
