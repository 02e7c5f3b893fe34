import { Link } from 'react-router';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Figure } from '../shown/figure.tsx';
import { Moment } from '../shown/moment.tsx';
import { newReplayAddress } from '../replays/new/new-replay-address.ts';
import type { Health } from './health.ts';
import { useOverviewTexts } from './overview.texts.ts';

type Consumer = Health['consumers'][number];

export function ConsumerTable({ consumers }: { consumers: readonly Consumer[] }) {
  const t = useOverviewTexts();
  const columns: readonly Column<Consumer>[] = [
    { title: t('consumer'), of: ({ consumer }) => <code>{consumer}</code> },
    { title: t('standing'), of: (consumer) => <Standing consumer={consumer} /> },
    {
      title: t('behind'),
      of: ({ behind }) => (behind === null ? '?' : <Figure value={behind} changes />),
      figure: true,
    },
    {
      title: t('position'),
      of: ({ position }) => (position === null ? '–' : <Figure value={Number(position)} changes />),
      figure: true,
    },
    { title: t('movedAt'), of: ({ movedAt }) => (movedAt === null ? '–' : <Moment at={movedAt} />) },
    { title: t('parkedFacts'), of: (consumer) => <Parked {...consumer} />, figure: true },
    { title: t('unreadable'), of: ({ unreadable }) => <Figure value={unreadable} />, figure: true },
  ];
  return (
    <DataTable
      caption={t('consumersCaption')}
      columns={columns}
      rows={consumers}
      keyOf={({ consumer }) => consumer}
      empty={t('consumersEmpty')}
    />
  );
}

const FROZEN_SECONDS = 60;

function Standing({ consumer: { consumer, instance, lost, waitsFor, frozenForSeconds } }: { consumer: Consumer }) {
  const t = useOverviewTexts();
  if (lost === 'history-changed' || lost === 'checkpoint-beyond-head')
    return (
      <>
        {t(`lost.${lost}`)} <Link to={newReplayAddress({ kind: 'reset', target: consumer })}>{t('reset')}</Link>
      </>
    );
  if (waitsFor !== null) return t('waitsFor', { topic: waitsFor });
  if (frozenForSeconds > FROZEN_SECONDS) return t('frozen', { seconds: frozenForSeconds });
  return instance === null ? t('noInstance') : t('following');
}

function Parked({ consumer, parkedFacts }: Consumer) {
  if (parkedFacts === 0) return <Figure value={0} />;
  return (
    <Link to={`/admin/parked?consumer=${encodeURIComponent(consumer)}`}>
      <Figure value={parkedFacts} />
    </Link>
  );
}
