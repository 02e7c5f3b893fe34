import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntent } from '../../api/intent.ts';
import { ActDialog } from '../shown/act-dialog.tsx';
import { Field } from '../shown/field.tsx';
import { actOn, type DeliveryAct, type DeliveryPlace } from './delivery-act.ts';
import { useDeliveryTexts } from './deliveries.texts.ts';

export function DeliveryActDialog({
  system,
  dossierId,
  seq,
  act,
  onClosed,
}: DeliveryPlace & { act: DeliveryAct; onClosed: (done: boolean) => void }) {
  const t = useDeliveryTexts();
  const intent = useIntent();
  const [note, setNote] = useState('');
  const [next, setNext] = useState<'send' | 'reconcile'>('reconcile');
  const [fileId, setFileId] = useState('');
  const doing = useMutation({
    mutationFn: () => actOn({ system, dossierId, seq }, act, { note, next, fileId }, intent.headers()),
    onSuccess: () => {
      intent.done();
      onClosed(true);
    },
  });
  return (
    <ActDialog
      title={t(`act.${act}`)}
      doIt={t(`act.${act}`)}
      act={doing}
      onSubmit={() => doing.mutate()}
      onClose={() => onClosed(false)}
    >
      <p>
        <code>
          {system} {seq}
        </code>
      </p>
      <p>{t(`actMore.${act}`)}</p>
      {act === 'release' && (
        <Field label={t('next')}>
          <select value={next} onChange={({ target: { value } }) => setNext(value === 'send' ? 'send' : 'reconcile')}>
            <option value="reconcile">{t('reconcile')}</option>
            <option value="send">{t('send')}</option>
          </select>
        </Field>
      )}
      {act === 'settle' && (
        <Field label={t('file')}>
          <input required value={fileId} onChange={({ target: { value } }) => setFileId(value)} />
        </Field>
      )}
      <Field label={t('note')} help={t('noteHelp')}>
        <textarea
          required
          rows={3}
          maxLength={2000}
          value={note}
          onChange={({ target: { value } }) => setNote(value)}
        />
      </Field>
    </ActDialog>
  );
}
