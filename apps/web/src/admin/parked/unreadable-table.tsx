import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';
import { ActDialog } from '../shown/act-dialog.tsx';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Field } from '../shown/field.tsx';
import { ShortId } from '../shown/figure.tsx';
import { Moment } from '../shown/moment.tsx';
import { useParkedTexts } from './parked.texts.ts';

type Unreadable = components['schemas']['UnreadableRecord'];

export function UnreadableTable({
  records,
  onAcknowledged,
}: {
  records: readonly Unreadable[];
  onAcknowledged: () => void;
}) {
  const t = useParkedTexts();
  const [chosen, setChosen] = useState<Unreadable>();
  const columns: readonly Column<Unreadable>[] = [
    { title: t('place'), of: (record) => <code>{placeOf(record)}</code> },
    { title: t('consumer'), of: ({ consumer }) => <code>{consumer}</code> },
    { title: t('fault'), of: ({ fault }) => <code>{fault}</code> },
    { title: t('foundAt'), of: ({ foundAt }) => <Moment at={foundAt} /> },
    { title: t('digest'), of: ({ digest }) => <ShortId id={digest} /> },
    { title: t('act'), of: (record) => <Button onClick={() => setChosen(record)}>{t('acknowledge')}</Button> },
  ];
  return (
    <>
      <DataTable
        caption={t('unreadableCaption')}
        columns={columns}
        rows={records}
        keyOf={(record) => `${record.consumer} ${placeOf(record)}`}
        empty={t('unreadableEmpty')}
      />
      {chosen !== undefined && (
        <Acknowledge
          record={chosen}
          onClosed={(done) => {
            setChosen(undefined);
            if (done) onAcknowledged();
          }}
        />
      )}
    </>
  );
}

function placeOf({ topic, partition, offset }: Unreadable): string {
  return `${topic}/${partition}/${offset}`;
}

function Acknowledge({ record, onClosed }: { record: Unreadable; onClosed: (done: boolean) => void }) {
  const t = useParkedTexts();
  const [reasonCode, setReasonCode] = useState('');
  const { consumer, topic, partition, offset } = record;
  const acknowledge = useMutation({
    mutationFn: () =>
      desk.POST('/api/desk/v1/parked/unreadable/acknowledgements', {
        body: { consumer, topic, partition, offset, reasonCode },
      }),
    onSuccess: () => onClosed(true),
  });
  return (
    <ActDialog
      title={t('acknowledge')}
      doIt={t('acknowledge')}
      act={acknowledge}
      onSubmit={() => acknowledge.mutate()}
      onClose={() => onClosed(false)}
    >
      <p>
        <code>{placeOf(record)}</code>
      </p>
      <p>{t('acknowledgeMore')}</p>
      <Field label={t('reason')} help={t('reasonHelp')}>
        <input
          required
          pattern="[a-z][a-z0-9\-]{0,62}"
          value={reasonCode}
          onChange={({ target: { value } }) => setReasonCode(value)}
        />
      </Field>
    </ActDialog>
  );
}
