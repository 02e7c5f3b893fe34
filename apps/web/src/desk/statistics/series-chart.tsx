import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { DataTable } from '../../admin/shown/data-table.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { colours } from './colours.ts';
import { legendText } from './legend-text.tsx';
import { everyStep, labelText } from './steps.ts';
import { useNumbers } from './numbers.ts';
import { useStatisticsTexts } from './statistics.texts.ts';
import type { Statistics } from './use-figures.ts';

/** What came in and what was settled, step by step; steps in which nothing happened stand at 0. */
export function SeriesChart({ statistics }: { statistics: Statistics }) {
  const t = useStatisticsTexts();
  const rows = everyStep(statistics).map(({ label, received, resolved }) => ({
    label: labelText(label),
    received,
    resolved,
  }));
  return (
    <ChartFigure title={t('overTime')} about={t('overTimeAbout')} table={<SeriesTable statistics={statistics} />}>
      <ResponsiveContainer width="100%" height={280}>
        <LineChart data={rows} accessibilityLayer={false} margin={{ right: 28, top: 8 }}>
          <CartesianGrid vertical={false} stroke="#e8e8e8" />
          <XAxis dataKey="label" minTickGap={24} tick={{ fontSize: 13 }} />
          <YAxis allowDecimals={false} width={40} />
          <Tooltip />
          <Legend itemSorter={null} formatter={legendText} />
          <Line
            dataKey="received"
            name={t('received')}
            stroke={colours.received}
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="resolved"
            name={t('resolved')}
            stroke={colours.resolved}
            strokeWidth={2}
            strokeDasharray="6 3"
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartFigure>
  );
}

function SeriesTable({ statistics: { series } }: { statistics: Statistics }) {
  const t = useStatisticsTexts();
  const { whole } = useNumbers();
  type Row = (typeof series)[number];
  const figure = (title: string, of: (row: Row) => number) => ({
    title,
    of: (row: Row) => whole(of(row)),
    figure: true,
  });
  return (
    <DataTable
      caption={t('overTime')}
      columns={[
        { title: t('time'), of: ({ label }: Row) => labelText(label) },
        figure(t('received'), ({ received }) => received),
        figure(t('resolved'), ({ resolved }) => resolved),
        figure(t('early'), ({ early }) => early),
        figure(t('onTime'), ({ onTime }) => onTime),
        figure(t('late'), ({ late }) => late),
      ]}
      rows={series}
      keyOf={({ label }) => label}
      empty={t('noFigures')}
    />
  );
}
