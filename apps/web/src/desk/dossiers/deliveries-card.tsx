import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { bodyOf, desk } from '../../api/client.ts';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { useHasRole } from '../../app/session.ts';
import { Waiting } from '../../citizen/shown/waiting.tsx';
import { When } from '../../citizen/shown/when.tsx';
import { DeskDialog } from '../shown/desk-dialog.tsx';
import { Mark } from '../shown/mark.tsx';
import { type Dossier, dossierKey } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { Section } from './section.tsx';

const STATES = ['toSend', 'inFlight', 'unknown', 'held', 'parked', 'done', 'superseded', 'settled'] as const;
type State = (typeof STATES)[number];

/** How the dossier stands with the systems outside; what was said there is for those who decide. */
export function DeliveriesCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const decides = useHasRole('resolvingOfficer', 'unitLeader') === true;
  const { deliveries, account = null, dossierId = '' } = dossier;
  const portal = deliveries.filter(({ system }) => system.startsWith('portal.'));
  const others = deliveries.filter(({ system }) => !system.startsWith('portal.'));
  return (
    <>
      <Section title={t('deliveries')}>
        {others.length === 0 && <p>{t('noDeliveries')}</p>}
        <List deliveries={others} />
        {decides && <Exchanges dossierId={dossierId} />}
      </Section>
      <Section title={t('portal')}>
        {account !== null && <p>{t(`account.${account}`)}</p>}
        {portal.length === 0 && <p>{t('noDeliveries')}</p>}
        <List deliveries={portal} />
      </Section>
    </>
  );
}

function List({ deliveries }: { deliveries: Dossier['deliveries'] }) {
  const t = useDossierTexts();
  return (
    <ul className="plain-list">
      {deliveries.map(({ system, seq, op, state, reason, suggestion, attempts, since }) => (
        <li key={`${system}${seq}`}>
          <strong>{system}</strong> · {op} <Mark>{t(`delivery.${state as State}`)}</Mark>
          <span data-changes="">{t('attempts', { count: attempts })}</span> · <When at={since} />
          {reason !== null && <div className="urgency-kind">{reason}</div>}
          {suggestion !== null && <div className="urgency-kind">{suggestion}</div>}
        </li>
      ))}
    </ul>
  );
}

function Exchanges({ dossierId }: { dossierId: string }) {
  const t = useDossierTexts();
  const [shown, setShown] = useState<string>();
  const [open, setOpen] = useState(false);
  const params = { path: { dossierId } };
  const { data } = useQuery({
    queryKey: [...dossierKey(dossierId), 'exchanges'],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/dossiers/{dossierId}/exchanges', { params })),
  });
  if (data === undefined) return null;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {t('raw')} (<span data-changes="">{data.items.length}</span>)
      </summary>
      <p>{t(data.items.length === 0 ? 'noExchanges' : 'rawMore')}</p>
      <ul className="plain-list">
        {(open ? data.items : []).map(({ exchangeId, system, operation, startedAt, responseStatus, outcome }) => (
          <li key={exchangeId}>
            <Button size="small" onClick={() => setShown(exchangeId)}>
              {system} · {operation}
            </Button>{' '}
            <span data-changes="">
              {responseStatus} {outcome}
            </span>{' '}
            · <When at={startedAt} />
          </li>
        ))}
      </ul>
      {shown !== undefined && <Raw dossierId={dossierId} exchangeId={shown} close={() => setShown(undefined)} />}
    </details>
  );
}

function Raw({ dossierId, exchangeId, close }: { dossierId: string; exchangeId: string; close: () => void }) {
  const t = useDossierTexts();
  const params = { path: { dossierId, exchangeId } };
  const { data, error } = useQuery({
    queryKey: ['exchange', exchangeId],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/dossiers/{dossierId}/exchanges/{exchangeId}', { params })),
    gcTime: 0,
    staleTime: Infinity,
  });
  return (
    <DeskDialog title={t('raw')} close={close} closeText={t('close')}>
      <ProblemAlert error={error} />
      {data === undefined && error === null && <Waiting />}
      {data !== undefined && (
        <>
          <h3>
            {t('request')}: {data.method} {data.path}
          </h3>
          <pre className="raw">{data.requestBody ?? t('notKept')}</pre>
          <h3>
            {t('response')}: {data.responseStatus}
          </h3>
          <pre className="raw">{data.responseBody ?? t('notKept')}</pre>
        </>
      )}
    </DeskDialog>
  );
}
