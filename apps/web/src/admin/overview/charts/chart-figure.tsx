import { type ReactNode, useState } from 'react';
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
  const [open, setOpen] = useState(false);
  return (
    <figure className="admin-chart">
      <figcaption>
        <h3>{title}</h3>
        {more}
      </figcaption>
      <div aria-hidden="true" data-changes="">
        {chart}
      </div>
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary aria-label={`${t('table')}: ${title}`}>{t('table')}</summary>
        {open && table}
      </details>
    </figure>
  );
}
