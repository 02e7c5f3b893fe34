import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { components } from '../../../api/desk.d.ts';
import { DataTable } from '../../shown/data-table.tsx';
import { Figure } from '../../shown/figure.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { COLOURS, HEIGHT, hourText } from './chart-style.ts';
import { useChartTexts } from './charts.texts.ts';

type Hour = components['schemas']['HourOfDeliveries'];

/** A line for each outside system; hours without a delivery have no point. */
export function LatencyChart({ hours }: { hours: readonly Hour[] }) {
  const t = useChartTexts();
  const systems = [...new Set(hours.map(({ system }) => system))].toSorted();
  const points = [...new Set(hours.map(({ hour }) => hour))].map((hour) => ({
    hour: hourText(hour),
    ...Object.fromEntries(hours.filter((one) => one.hour === hour).map((one) => [one.system, one.p95Seconds])),
  }));
  return (
    <ChartFigure
      title={t('latency')}
      more={t('latencyMore')}
      chart={
        points.length === 0 ? (
          <p className="empty">{t('latencyEmpty')}</p>
        ) : (
          <ResponsiveContainer width="100%" height={HEIGHT}>
            <LineChart data={points} accessibilityLayer={false} margin={{ left: -16, right: 28 }}>
              <CartesianGrid vertical={false} stroke="#e0e0e0" />
              <XAxis dataKey="hour" minTickGap={24} tick={{ fontSize: 12 }} />
              <YAxis unit=" s" tick={{ fontSize: 12 }} />
              <Tooltip />
              <Legend />
              {systems.map((system, index) => (
                <Line
                  key={system}
                  // a dot in a name would be a path
                  dataKey={(point: Record<string, unknown>) => point[system] as number | undefined}
                  name={system}
                  stroke={COLOURS[index % COLOURS.length]!}
                  strokeWidth={2}
                  connectNulls
                  isAnimationActive={false}
                />
              ))}
            </LineChart>
          </ResponsiveContainer>
        )
      }
      table={
        <DataTable
          caption={t('latencyMore')}
          columns={[
            { title: t('hour'), of: ({ hour }) => <time>{hourText(hour)}</time> },
            { title: t('system'), of: ({ system }) => <code>{system}</code> },
            { title: t('delivered'), of: ({ delivered }) => <Figure value={delivered} />, figure: true },
            { title: t('median'), of: ({ medianSeconds }) => <Figure value={medianSeconds} changes />, figure: true },
            { title: t('p95'), of: ({ p95Seconds }) => <Figure value={p95Seconds} changes />, figure: true },
            {
              title: t('longest'),
              of: ({ longestSeconds }) => <Figure value={longestSeconds} changes />,
              figure: true,
            },
          ]}
          rows={hours}
          keyOf={({ hour, system }) => `${hour} ${system}`}
          empty={t('latencyEmpty')}
        />
      }
    />
  );
}
