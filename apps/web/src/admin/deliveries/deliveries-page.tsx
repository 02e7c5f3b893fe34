import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { bodyOf, desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Field } from '../shown/field.tsx';
import { Figure, ShortId } from '../shown/figure.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { Moment } from '../shown/moment.tsx';
import { MoreButton } from '../shown/more-button.tsx';
import { usePaged } from '../shown/paged.ts';
import { actsIn, type DeliveryAct } from './delivery-act.ts';
import { DeliveryActDialog } from './delivery-act-dialog.tsx';
import { DELIVERY_STATES, DeliveryState, isDeliveryState, useDeliveryState } from './delivery-state.tsx';
import { useDeliveryTexts } from './deliveries.texts.ts';

type Delivery = components['schemas']['ListedDelivery'];
type Count = components['schemas']['UnfinishedCount'];

export function DeliveriesPage() {
  const t = useDeliveryTexts();
  const stateName = useDeliveryState();
  const [search, setSearch] = useSearchParams();
  const system = search.get('system') ?? '';
  const asked = search.get('state');
  const state = isDeliveryState(asked) ? asked : undefined;
  const narrow = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setSearch(next);
  };
  const list = usePaged(
    ['admin', 'deliveries', system, state],
    (cursor) =>
      bodyOf(
        desk.GET('/api/desk/v1/deliveries', {
          params: { query: { ...(system && { system }), ...(state && { state }), ...(cursor && { cursor }) } },
        }),
      ),
    10_000,
  );
  const counts = list.first?.counts ?? [];
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <Loaded query={list.query}>
        {() => (
          <>
            <h2>{t('counts')}</h2>
            <Counts counts={counts} />
            <h2>{t('list')}</h2>
            <div className="admin-form">
              <Field label={t('system')}>
                <select value={system} onChange={({ target: { value } }) => narrow('system', value)}>
                  <option value="">{t('all')}</option>
                  {[...new Set([...counts.map((one) => one.system), ...(system === '' ? [] : [system])])].map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </select>
              </Field>
              <Field label={t('state')}>
                <select value={state ?? ''} onChange={({ target: { value } }) => narrow('state', value)}>
                  <option value="">{t('open')}</option>
                  {DELIVERY_STATES.map((one) => (
                    <option key={one} value={one}>
                      {stateName(one)}
                    </option>
                  ))}
                </select>
              </Field>
            </div>
            <List deliveries={list.items} onActed={() => void list.query.refetch()} />
            <MoreButton query={list.query} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Counts({ counts }: { counts: readonly Count[] }) {
  const t = useDeliveryTexts();
  const columns: readonly Column<Count>[] = [
    { title: t('system'), of: ({ system }) => <code>{system}</code> },
    { title: t('state'), of: ({ state }) => <DeliveryState state={state} /> },
    { title: t('count'), of: ({ count }) => <Figure value={count} />, figure: true },
  ];
  return (
    <DataTable
      caption={t('countsCaption')}
      columns={columns}
      rows={counts}
      keyOf={({ system, state }) => `${system} ${state}`}
      empty={t('countsEmpty')}
    />
  );
}

function List({ deliveries, onActed }: { deliveries: readonly Delivery[]; onActed: () => void }) {
  const t = useDeliveryTexts();
  const [chosen, setChosen] = useState<{ delivery: Delivery; act: DeliveryAct }>();
  const columns: readonly Column<Delivery>[] = [
    { title: t('dossier'), of: ({ dossierId }) => <ShortId id={dossierId} /> },
    { title: t('system'), of: ({ system }) => <code>{system}</code> },
    { title: t('op'), of: ({ op, seq }) => `${op} (${seq})` },
    { title: t('state'), of: ({ state }) => <DeliveryState state={state} /> },
    { title: t('reason'), of: ({ reason }) => (reason === null ? '–' : <code>{reason}</code>) },
    { title: t('attempts'), of: ({ attempts }) => <Figure value={attempts} changes />, figure: true },
    { title: t('since'), of: ({ since }) => <Moment at={since} /> },
    { title: t('nextAt'), of: ({ nextAt }) => (nextAt === null ? '–' : <Moment at={nextAt} />) },
    {
      title: t('acts'),
      of: (delivery) => {
        const acts = actsIn(delivery.state);
        if (acts.length === 0) return '–';
        return acts.map((act) => (
          <Button key={act} size="small" onClick={() => setChosen({ delivery, act })}>
            {t(`act.${act}`)}
          </Button>
        ));
      },
    },
  ];
  return (
    <>
      <DataTable
        caption={t('listCaption')}
        columns={columns}
        rows={deliveries}
        keyOf={({ system, dossierId, seq }) => `${system} ${dossierId} ${seq}`}
        empty={t('listEmpty')}
      />
      {chosen !== undefined && (
        <DeliveryActDialog
          {...chosen.delivery}
          act={chosen.act}
          onClosed={(done) => {
            setChosen(undefined);
            if (done) onActed();
          }}
        />
      )}
    </>
  );
}
