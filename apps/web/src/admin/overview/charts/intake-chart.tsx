import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { components } from '../../../api/desk.d.ts';
import { DataTable } from '../../shown/data-table.tsx';
import { Figure } from '../../shown/figure.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { COLOURS, HEIGHT, hourText } from './chart-style.ts';
import { useChartTexts } from './charts.texts.ts';

type Hour = components['schemas']['HourOfIntake'];

export function IntakeChart({ hours }: { hours: readonly Hour[] }) {
  const t = useChartTexts();
  const busy = hours.filter(({ received }) => received > 0);
  const bars = hours.map(({ hour, received, receivedOnline }) => ({
    hour: hourText(hour),
    online: receivedOnline,
    others: received - receivedOnline,
  }));
  return (
    <ChartFigure
      title={t('intake')}
      more={t('intakeMore')}
      chart={
        <ResponsiveContainer width="100%" height={HEIGHT}>
          <BarChart data={bars} accessibilityLayer={false} margin={{ left: -16, right: 28 }}>
            <CartesianGrid vertical={false} stroke="#e0e0e0" />
            <XAxis dataKey="hour" minTickGap={24} tick={{ fontSize: 12 }} />
            <YAxis allowDecimals={false} tick={{ fontSize: 12 }} />
            <Tooltip />
            <Legend />
            <Bar dataKey="online" name={t('online')} stackId="all" fill={COLOURS[0]} isAnimationActive={false} />
            <Bar dataKey="others" name={t('otherChannels')} stackId="all" fill={COLOURS[1]} isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      }
      table={
        <DataTable
          caption={t('intakeMore')}
          columns={[
            { title: t('hour'), of: ({ hour }) => <time>{hourText(hour)}</time> },
            { title: t('online'), of: ({ receivedOnline }) => <Figure value={receivedOnline} />, figure: true },
            { title: t('received'), of: ({ received }) => <Figure value={received} />, figure: true },
          ]}
          rows={busy}
          keyOf={({ hour }) => hour}
          empty={t('intakeEmpty')}
        />
      }
    />
  );
}
