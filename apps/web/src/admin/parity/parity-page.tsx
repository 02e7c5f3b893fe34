import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { bodyOf, portalSync } from '../../api/client.ts';
import type { components } from '../../api/portal-sync.d.ts';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Field } from '../shown/field.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { Moment } from '../shown/moment.tsx';
import { MoreButton } from '../shown/more-button.tsx';
import { usePaged } from '../shown/paged.ts';
import { LookAtPortal } from './look-at-portal.tsx';
import { useParityTexts } from './parity.texts.ts';

type Line = components['schemas']['ParityLine'];

export function ParityPage() {
  const t = useParityTexts();
  const [search, setSearch] = useSearchParams();
  const all = search.get('all') === 'true';
  const [chosen, setChosen] = useState<string>();
  const lines = usePaged(['admin', 'parity', all], (cursor) =>
    bodyOf(
      portalSync.GET('/api/portal-sync/v1/parity', {
        params: { query: { ...(!all && { differing: true }), ...(cursor && { cursor }) } },
      }),
    ),
  );
  const columns: readonly Column<Line>[] = [
    { title: t('dossier'), of: ({ dossierCode }) => <span data-changes="">{dossierCode}</span> },
    { title: t('unit'), of: ({ unitCode }) => unitCode },
    { title: t('ours'), of: ({ ourStatus }) => <NationalStatus status={ourStatus} /> },
    {
      title: t('confirmed'),
      of: ({ confirmedStatus }) =>
        confirmedStatus === null ? t('nothing') : <NationalStatus status={confirmedStatus} />,
    },
    { title: t('lane'), of: ({ laneState }) => t(`laneState.${laneState}`) },
    { title: t('unsentSince'), of: ({ unsentSince }) => (unsentSince === null ? '–' : <Moment at={unsentSince} />) },
    {
      title: t('act'),
      of: ({ dossierId, dossierCode }) => (
        <Button size="small" onClick={() => setChosen(dossierId)} aria-label={`${t('look')} ${dossierCode}`}>
          {t('look')}
        </Button>
      ),
    },
  ];
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <div className="admin-form">
        <Field label={t('show')}>
          <select
            value={all ? 'all' : 'differing'}
            onChange={({ target: { value } }) => setSearch(value === 'all' ? { all: 'true' } : {})}
          >
            <option value="differing">{t('differing')}</option>
            <option value="all">{t('all')}</option>
          </select>
        </Field>
      </div>
      <Loaded query={lines.query}>
        {() => (
          <DataTable
            caption={t('caption')}
            columns={columns}
            rows={lines.items}
            keyOf={({ dossierId }) => dossierId}
            empty={all ? t('emptyAll') : t('empty')}
          />
        )}
      </Loaded>
      <MoreButton query={lines.query} />
      {chosen !== undefined && (
        <Looking
          dossierId={chosen}
          onClosed={() => {
            setChosen(undefined);
            void lines.query.refetch();
          }}
        />
      )}
    </>
  );
}

function NationalStatus({ status }: { status: number }) {
  const t = useParityTexts();
  return t('status', { status });
}

/** The portal is asked when somebody wants to know, and at no other time. */
function Looking({ dossierId, onClosed }: { dossierId: string; onClosed: () => void }) {
  const report = useQuery({
    queryKey: ['admin', 'parity', 'look', dossierId],
    queryFn: () =>
      bodyOf(portalSync.GET('/api/portal-sync/v1/parity/{dossierId}', { params: { path: { dossierId } } })),
    gcTime: 0,
    staleTime: Infinity,
  });
  return <LookAtPortal report={report} onClosed={onClosed} />;
}
