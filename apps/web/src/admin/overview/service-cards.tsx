import { Mark } from '../shown/mark.tsx';
import { Moment } from '../shown/moment.tsx';
import type { Health } from './health.ts';
import { useOverviewTexts } from './overview.texts.ts';

type Service = Health['services'][number];

const TONES = { ready: 'good', notReady: 'bad', silent: 'waits' } as const satisfies Record<Service['state'], string>;

export function ServiceCards({ services }: { services: readonly Service[] }) {
  const t = useOverviewTexts();
  if (services.length === 0) return <p className="empty">{t('servicesEmpty')}</p>;
  return (
    <ul className="admin-cards">
      {services.map((service) => (
        <li key={`${service.name} ${service.instance}`}>
          <ServiceCard service={service} />
        </li>
      ))}
    </ul>
  );
}

function ServiceCard({ service }: { service: Service }) {
  const t = useOverviewTexts();
  const failing = service.checks.filter(({ ok }) => !ok);
  return (
    <>
      <div className="admin-head">
        <strong>{service.name}</strong>
        <Mark tone={TONES[service.state]}>{t(`state.${service.state}`)}</Mark>
      </div>
      <div>
        <code data-changes="">{service.instance}</code>
      </div>
      <div>{t('version', { version: service.version })}</div>
      <div>
        {t('startedAt')} <Moment at={service.startedAt} />
      </div>
      <div>
        {t('seenAt')} <Moment at={service.seenAt} />
      </div>
      {failing.length === 0 ? (
        <div>{t('allChecks', { count: service.checks.length })}</div>
      ) : (
        <>
          <div>{t('failing')}</div>
          <ul>
            {failing.map(({ name, detail }) => (
              <li key={name}>
                <code>{name}</code> {detail}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
