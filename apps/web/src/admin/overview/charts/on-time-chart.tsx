import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { components } from '../../../api/desk.d.ts';
import { DataTable } from '../../shown/data-table.tsx';
import { Figure } from '../../shown/figure.tsx';
import { Day } from '../../shown/moment.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { COLOURS, dayText, HEIGHT } from './chart-style.ts';
import { useChartTexts } from './charts.texts.ts';

type Step = components['schemas']['SeriesFigures'];

export function OnTimeChart({ series }: { series: readonly Step[] }) {
  const t = useChartTexts();
  const days = series.filter(({ onTimeRate }) => onTimeRate !== null);
  const points = days.map(({ label, onTimeRate }) => ({ day: dayText(label), rate: onTimeRate }));
  return (
    <ChartFigure
      title={t('onTime')}
      more={t('onTimeMore')}
      chart={
        points.length === 0 ? (
          <p className="empty">{t('onTimeEmpty')}</p>
        ) : (
          <ResponsiveContainer width="100%" height={HEIGHT}>
            <LineChart data={points} accessibilityLayer={false} margin={{ left: -16, right: 28 }}>
              <CartesianGrid vertical={false} stroke="#e0e0e0" />
              <XAxis dataKey="day" minTickGap={24} tick={{ fontSize: 12 }} />
              <YAxis domain={[0, 100]} unit="%" tick={{ fontSize: 12 }} />
              <Tooltip />
              <Line dataKey="rate" name={t('rate')} stroke={COLOURS[0]} strokeWidth={2} isAnimationActive={false} />
            </LineChart>
          </ResponsiveContainer>
        )
      }
      table={
        <DataTable
          caption={t('onTimeMore')}
          columns={[
            { title: t('day'), of: ({ label }) => <Day day={label} /> },
            { title: t('rate'), of: ({ onTimeRate }) => <Figure value={onTimeRate ?? 0} />, figure: true },
            { title: t('resolved'), of: ({ resolved }) => <Figure value={resolved} />, figure: true },
            { title: t('late'), of: ({ late }) => <Figure value={late} />, figure: true },
          ]}
          rows={days}
          keyOf={({ label }) => label}
          empty={t('onTimeEmpty')}
        />
      }
    />
  );
}
