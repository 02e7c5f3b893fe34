import { lazy, Suspense } from 'react';
import { Loaded } from '../shown/loaded.tsx';
import { Figure } from '../shown/figure.tsx';
import { Moment } from '../shown/moment.tsx';
import { ConsumerTable } from './consumer-table.tsx';
import { DeliveryCounts, TaskCounts } from './counts.tsx';
import { type Health, useHealth } from './health.ts';
import { useOverviewTexts } from './overview.texts.ts';
import { ServiceCards } from './service-cards.tsx';
import { ViewTable } from './view-table.tsx';

/** The library that draws is large; numbers come first. */
const Charts = lazy(() => import('./charts/charts.tsx'));

export function OverviewPage() {
  const t = useOverviewTexts();
  const health = useHealth();
  return (
    <>
      <h1>{t('title')}</h1>
      <Loaded query={health}>{(data) => <Overview health={data} />}</Loaded>
    </>
  );
}

function Overview({ health }: { health: Health }) {
  const t = useOverviewTexts();
  return (
    <>
      <dl className="admin-facts">
        <dt>{t('asOf')}</dt>
        <dd>
          <Moment at={health.at} />
        </dd>
        <dt>{t('head')}</dt>
        <dd>
          <Figure value={Number(health.head)} changes />
        </dd>
      </dl>
      <h2>{t('charts')}</h2>
      <Suspense>
        <Charts />
      </Suspense>
      <h2>{t('services')}</h2>
      <ServiceCards services={health.services} />
      <h2>{t('consumers')}</h2>
      <ConsumerTable consumers={health.consumers} />
      <h2>{t('views')}</h2>
      <ViewTable views={health.views} />
      <h2>{t('deliveries')}</h2>
      <DeliveryCounts counts={health.deliveries} />
      <h2>{t('tasks')}</h2>
      <TaskCounts counts={health.openTasks} />
    </>
  );
}
