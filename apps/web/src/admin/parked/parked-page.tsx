import { Button } from 'antd';
import { useSearchParams } from 'react-router';
import { bodyOf, desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';
import { newReplayAddress } from '../replays/new/new-replay-address.ts';
import { LinkButton } from '../shown/link-button.tsx';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Field } from '../shown/field.tsx';
import { Figure, ShortId } from '../shown/figure.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { Moment } from '../shown/moment.tsx';
import { MoreButton } from '../shown/more-button.tsx';
import { usePaged } from '../shown/paged.ts';
import { useParkedTexts } from './parked.texts.ts';
import { UnreadableTable } from './unreadable-table.tsx';

type ParkedFact = components['schemas']['ParkedFact'];
type ParkedCount = components['schemas']['ParkedCount'];

export function ParkedPage() {
  const t = useParkedTexts();
  const [search, setSearch] = useSearchParams();
  const consumer = search.get('consumer') ?? '';
  const parked = usePaged(
    ['admin', 'parked', consumer],
    (cursor) =>
      bodyOf(
        desk.GET('/api/desk/v1/parked', {
          params: { query: { ...(consumer && { consumer }), ...(cursor && { cursor }) } },
        }),
      ),
    10_000,
  );
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <Loaded query={parked.query}>
        {({ pages: [first] }) => (
          <>
            <h2>{t('byConsumer')}</h2>
            <CountTable counts={first?.counts ?? []} />
            <h2>{t('facts')}</h2>
            <div className="admin-form">
              <Field label={t('consumer')}>
                <select
                  value={consumer}
                  onChange={({ target: { value } }) => setSearch(value === '' ? {} : { consumer: value })}
                >
                  <option value="">{t('all')}</option>
                  {namesOf(first?.counts ?? [], consumer).map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              </Field>
            </div>
            <FactTable facts={parked.items} />
            <MoreButton query={parked.query} />
            <h2>{t('unreadable')}</h2>
            <p className="lead">{t('unreadableLead')}</p>
            <UnreadableTable records={first?.unreadable ?? []} onAcknowledged={() => void parked.query.refetch()} />
          </>
        )}
      </Loaded>
    </>
  );
}

function namesOf(counts: readonly ParkedCount[], chosen: string): string[] {
  return [...new Set([...counts.map(({ consumer }) => consumer), ...(chosen === '' ? [] : [chosen])])];
}

function CountTable({ counts }: { counts: readonly ParkedCount[] }) {
  const t = useParkedTexts();
  const columns: readonly Column<ParkedCount>[] = [
    { title: t('consumer'), of: ({ consumer }) => <code>{consumer}</code> },
    { title: t('count'), of: ({ facts }) => <Figure value={facts} />, figure: true },
    { title: t('dossiers'), of: ({ dossiers }) => <Figure value={dossiers} />, figure: true },
  ];
  return (
    <DataTable
      caption={t('byConsumerCaption')}
      columns={columns}
      rows={counts}
      keyOf={({ consumer }) => consumer}
      empty={t('empty')}
    />
  );
}

function FactTable({ facts }: { facts: readonly ParkedFact[] }) {
  const t = useParkedTexts();
  const columns: readonly Column<ParkedFact>[] = [
    {
      title: t('dossier'),
      of: ({ dossierId, stream }) => (dossierId === null ? <code>{stream}</code> : <ShortId id={dossierId} />),
    },
    { title: t('consumer'), of: ({ consumer }) => <code>{consumer}</code> },
    { title: t('fact'), of: ({ eventType, version }) => `${eventType} (${version})` },
    { title: t('error'), of: ({ errorName, errorCode }) => <code>{errorCode ?? errorName}</code> },
    {
      title: t('attempts'),
      of: ({ attempts }) => (attempts === null ? '–' : <Figure value={attempts} changes />),
      figure: true,
    },
    { title: t('parkedAt'), of: ({ parkedAt }) => <Moment at={parkedAt} /> },
    { title: t('act'), of: (fact) => <TakeAgain fact={fact} /> },
  ];
  return (
    <DataTable
      caption={t('factsCaption')}
      columns={columns}
      rows={facts}
      keyOf={({ consumer, stream, version }) => `${consumer} ${stream} ${version}`}
      empty={t('empty')}
    />
  );
}

/** The names of read models are known to the overview as `<app>/<view>`; here only the view is. */
function TakeAgain({ fact: { takenAgainBy, consumer, dossierId, redriving } }: { fact: ParkedFact }) {
  const t = useParkedTexts();
  if (redriving) return t('redriving');
  if (takenAgainBy === 'rebuild')
    return <LinkButton to={newReplayAddress({ kind: 'rebuild' })}>{t('rebuild')}</LinkButton>;
  if (dossierId === null) return <Button disabled>{t('redrive')}</Button>;
  return (
    <LinkButton to={newReplayAddress({ kind: 'redrive', target: consumer, dossierIds: [dossierId] })}>
      {t('redrive')}
    </LinkButton>
  );
}
