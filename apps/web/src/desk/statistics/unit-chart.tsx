import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { DataTable } from '../../admin/shown/data-table.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { colours } from './colours.ts';
import { legendText } from './legend-text.tsx';
import { useNumbers } from './numbers.ts';
import { useStatisticsTexts } from './statistics.texts.ts';
import type { Statistics } from './use-figures.ts';

type UnitFigures = Statistics['units'][number];

const ROW_PX = 44;
const FRAME_PX = 84;

/** How each unit kept its time limits. */
export function UnitChart({ units }: { units: readonly UnitFigures[] }) {
  const t = useStatisticsTexts();
  const resolving = units.filter(({ resolved }) => resolved > 0);
  const rows = resolving.map(({ name, early, onTime, late }) => ({ name, early, onTime, late }));
  return (
    <ChartFigure title={t('rateByUnit')} about={t('rateByUnitAbout')} table={<KeptTable units={resolving} />}>
      {rows.length > 0 && (
        <ResponsiveContainer width="100%" height={rows.length * ROW_PX + FRAME_PX}>
          <BarChart data={rows} layout="vertical" accessibilityLayer={false} margin={{ right: 16 }}>
            <CartesianGrid horizontal={false} stroke="#e8e8e8" />
            <XAxis type="number" allowDecimals={false} />
            <YAxis type="category" dataKey="name" width={132} tick={{ fontSize: 13 }} />
            <Tooltip />
            <Legend itemSorter={null} formatter={legendText} />
            {(['early', 'onTime', 'late'] as const).map((kept) => (
              <Bar
                key={kept}
                dataKey={kept}
                name={t(kept)}
                stackId="kept"
                fill={colours[kept]}
                stroke="#fff"
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      )}
    </ChartFigure>
  );
}

function KeptTable({ units }: { units: readonly UnitFigures[] }) {
  const t = useStatisticsTexts();
  const { whole, percent } = useNumbers();
  const figure = (title: string, of: (row: UnitFigures) => string) => ({ title, of, figure: true });
  return (
    <DataTable
      caption={t('rateByUnit')}
      columns={[
        { title: t('unit'), of: ({ name }: UnitFigures) => name },
        figure(t('early'), ({ early }) => whole(early)),
        figure(t('onTime'), ({ onTime }) => whole(onTime)),
        figure(t('late'), ({ late }) => whole(late)),
        figure(t('rate'), ({ onTimeRate }) => (onTimeRate === null ? '–' : percent(onTimeRate))),
      ]}
      rows={units}
      keyOf={({ unit }) => unit}
      empty={t('noFigures')}
    />
  );
}
