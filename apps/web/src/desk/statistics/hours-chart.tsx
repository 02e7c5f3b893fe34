import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { DataTable } from '../../admin/shown/data-table.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { colours } from './colours.ts';
import { useNumbers } from './numbers.ts';
import { useStatisticsTexts } from './statistics.texts.ts';
import type { Hours } from './use-figures.ts';

/** When people file, hour by hour. */
export function HoursChart({ hours }: { hours: Hours }) {
  const t = useStatisticsTexts();
  const { whole } = useNumbers();
  const rows = hours.intake.map(({ hour, received, receivedOnline }) => ({
    hour: hourText(hour),
    received,
    receivedOnline,
  }));
  type Row = (typeof rows)[number];
  const table = (
    <DataTable
      caption={t('perHour')}
      columns={[
        { title: t('hour'), of: ({ hour }: Row) => hour },
        { title: t('received'), of: ({ received }: Row) => whole(received), figure: true },
        { title: t('online'), of: ({ receivedOnline }: Row) => whole(receivedOnline), figure: true },
      ]}
      rows={rows.filter(({ received }) => received > 0)}
      keyOf={({ hour }) => hour}
      empty={t('noFigures')}
    />
  );
  return (
    <ChartFigure title={t('perHour')} about={t('perHourAbout')} table={table}>
      <ResponsiveContainer width="100%" height={220}>
        <BarChart data={rows} accessibilityLayer={false} margin={{ right: 36, top: 8 }}>
          <CartesianGrid vertical={false} stroke="#e8e8e8" />
          <XAxis dataKey="hour" minTickGap={24} tick={{ fontSize: 13 }} />
          <YAxis allowDecimals={false} width={40} />
          <Tooltip />
          <Bar dataKey="received" name={t('received')} fill={colours.received} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </ChartFigure>
  );
}

/** `2026-11-24T09` -> `9h 24/11` */
function hourText(hour: string): string {
  return `${Number(hour.slice(11))}h ${hour.slice(8, 10)}/${hour.slice(5, 7)}`;
}
