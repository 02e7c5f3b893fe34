import { useQuery } from '@tanstack/react-query';
import { bodyOf, desk } from '../../../api/client.ts';
import { Loaded } from '../../shown/loaded.tsx';
import { IntakeChart } from './intake-chart.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { OnTimeChart } from './on-time-chart.tsx';

const EVERY_MS = 60_000;

/** What people would rather look at than read. */
export default function Charts() {
  const hourly = useQuery({
    queryKey: ['admin', 'hourly'],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/statistics/hourly', { params: { query: { hours: 48 } } })),
    refetchInterval: EVERY_MS,
  });
  const daily = useQuery({
    queryKey: ['admin', 'daily'],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/statistics', { params: { query: { step: 'day' } } })),
    refetchInterval: EVERY_MS,
  });
  return (
    <div className="admin-charts">
      <Loaded query={hourly}>{({ intake }) => <IntakeChart hours={intake} />}</Loaded>
      <Loaded query={daily}>{({ series }) => <OnTimeChart series={series} />}</Loaded>
      <Loaded query={hourly}>{({ deliveries }) => <LatencyChart hours={deliveries} />}</Loaded>
    </div>
  );
}
