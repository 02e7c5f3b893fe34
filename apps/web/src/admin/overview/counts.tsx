import { Link } from 'react-router';
import { DeliveryState } from '../deliveries/delivery-state.tsx';
import { DataTable } from '../shown/data-table.tsx';
import { Figure } from '../shown/figure.tsx';
import { Moment } from '../shown/moment.tsx';
import type { Health } from './health.ts';
import { useOverviewTexts } from './overview.texts.ts';

export function DeliveryCounts({ counts }: { counts: Health['deliveries'] }) {
  const t = useOverviewTexts();
  return (
    <DataTable
      caption={t('deliveriesCaption')}
      columns={[
        {
          title: t('system'),
          of: ({ system, state }) => <Link to={`/admin/deliveries?system=${system}&state=${state}`}>{system}</Link>,
        },
        { title: t('deliveryState'), of: ({ state }) => <DeliveryState state={state} /> },
        { title: t('count'), of: ({ count }) => <Figure value={count} />, figure: true },
        { title: t('oldestSince'), of: ({ oldestSince }) => <Moment at={oldestSince} /> },
      ]}
      rows={counts}
      keyOf={({ system, state }) => `${system} ${state}`}
      empty={t('deliveriesEmpty')}
    />
  );
}

export function TaskCounts({ counts }: { counts: Health['openTasks'] }) {
  const t = useOverviewTexts();
  return (
    <DataTable
      caption={t('tasksCaption')}
      columns={[
        { title: t('task'), of: ({ kind }) => <code>{kind}</code> },
        { title: t('count'), of: ({ count }) => <Figure value={count} />, figure: true },
      ]}
      rows={counts}
      keyOf={({ kind }) => kind}
      empty={t('tasksEmpty')}
    />
  );
}
