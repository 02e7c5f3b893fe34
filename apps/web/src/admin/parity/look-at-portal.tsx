import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { components } from '../../api/portal-sync.d.ts';
import { DeliveryActDialog } from '../deliveries/delivery-act-dialog.tsx';
import { DeliveryState } from '../deliveries/delivery-state.tsx';
import { useDeliveryTexts } from '../deliveries/deliveries.texts.ts';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Dialog } from '../../shown/dialog.tsx';
import { Figure } from '../shown/figure.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { Moment } from '../shown/moment.tsx';
import { useParityTexts } from './parity.texts.ts';

type Report = components['schemas']['ParityReport'];
type Message = components['schemas']['LaneMessage'];

const PORTAL = 'portal.dvcqg';

/** What the portal says of a dossier when it is asked, and the one act that would bring it in step. */
export function LookAtPortal({ report, onClosed }: { report: UseQueryResult<Report>; onClosed: () => void }) {
  const t = useParityTexts();
  return (
    <Dialog title={t('look')} close={onClosed}>
      <Loaded query={report}>{(data) => <Told report={data} onActed={() => void report.refetch()} />}</Loaded>
      <Button onClick={onClosed}>{t('close')}</Button>
    </Dialog>
  );
}

function Told({ report, onActed }: { report: Report; onActed: () => void }) {
  const t = useParityTexts();
  return (
    <>
      <dl className="admin-facts">
        <dt>{t('dossier')}</dt>
        <dd data-changes="">{report.dossierCode}</dd>
        <dt>{t('ours')}</dt>
        <dd>{t('status', { status: report.ourStatus })}</dd>
        <dt>{t('portalShows')}</dt>
        <dd>
          <PortalShows portal={report.portal ?? null} />
        </dd>
        <dt>{t('inStep')}</dt>
        <dd>{report.inStep ? t('yes') : t('no')}</dd>
        <dt>{t('proposal')}</dt>
        <dd>
          <Proposal report={report} onActed={onActed} />
        </dd>
      </dl>
      <h3>{t('messages')}</h3>
      <Messages messages={report.deliveries} />
    </>
  );
}

function PortalShows({ portal }: { portal: NonNullable<Report['portal']> | null }) {
  const t = useParityTexts();
  if (portal === null || portal.kind === 'unknown') return t('unknown');
  if (portal.kind === 'absent') return t('absent');
  return typeof portal.status === 'number' ? t('there', { status: portal.status }) : t('thereWithout');
}

function Proposal({ report: { dossierId, proposal }, onActed }: { report: Report; onActed: () => void }) {
  const t = useParityTexts();
  const acts = useDeliveryTexts();
  const [open, setOpen] = useState(false);
  const { action, seq } = proposal;
  const words = t(`action.${action}`, { seq: seq ?? '' });
  if (seq === null || action === 'none' || action === 'wait') return words;
  return (
    <>
      {words}{' '}
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        {acts(`act.${action}`)}
      </Button>
      {open && (
        <DeliveryActDialog
          system={PORTAL}
          dossierId={dossierId}
          seq={seq}
          act={action}
          onClosed={(done) => {
            setOpen(false);
            if (done) onActed();
          }}
        />
      )}
    </>
  );
}

function Messages({ messages }: { messages: readonly Message[] }) {
  const t = useParityTexts();
  const columns: readonly Column<Message>[] = [
    { title: t('seq'), of: ({ seq }) => <Figure value={seq} /> },
    { title: t('op'), of: ({ op }) => <code>{op}</code> },
    { title: t('state'), of: ({ state }) => <DeliveryState state={state?.kind ?? ''} /> },
    { title: t('attempts'), of: ({ attempts }) => <Figure value={attempts} />, figure: true },
    { title: t('occurredAt'), of: ({ occurredAt }) => <Moment at={occurredAt} /> },
  ];
  return (
    <DataTable
      caption={t('messagesCaption')}
      columns={columns}
      rows={messages}
      keyOf={({ seq }) => String(seq)}
      empty={t('messagesEmpty')}
    />
  );
}
