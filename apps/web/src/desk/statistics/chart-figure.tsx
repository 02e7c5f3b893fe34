import { type ReactNode, useId } from 'react';
import { useStatisticsTexts } from './statistics.texts.ts';

/** A chart for the eye, and the same figures as a table for everybody else. */
export function ChartFigure({
  title,
  about,
  table,
  children,
}: {
  title: string;
  about: string;
  table: ReactNode;
  children: ReactNode;
}) {
  const t = useStatisticsTexts();
  const id = useId();
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption>
        <h2 id={id}>{title}</h2>
        <p>{about}</p>
      </figcaption>
      <div className="chart-drawing" aria-hidden="true">
        {children}
      </div>
      <details>
        <summary>{t('asTable')}</summary>
        {table}
      </details>
    </figure>
  );
}
