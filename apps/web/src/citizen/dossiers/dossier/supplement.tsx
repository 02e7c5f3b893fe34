import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { intake } from '../../../api/client.ts';
import type { components } from '../../../api/intake.d.ts';
import { useIntent } from '../../../api/intent.ts';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { defineTexts } from '../../../app/texts.ts';
import type { JsonRecord } from '../../declaration/schema.ts';
import { useProcedure } from '../../procedures/procedures.ts';
import { When } from '../../shown/when.tsx';
import type { DraftFile } from '../draft/drafts.ts';
import { ScanSlot } from '../files/scan-slot.tsx';
import type { OwnDossier } from '../own-dossiers.ts';
import { AskedFields } from './asked-fields.tsx';

const useTexts = defineTexts(
  'own-supplement',
  {
    title: 'Cần bổ sung',
    until: 'Hãy bổ sung trước',
    answered: 'Đã gửi phần bổ sung lúc',
    answeredMore: 'Cán bộ đang kiểm tra. Có thể gửi lại nếu cần.',
    reason: 'Lý do: {{reason}}',
    note: 'Lời nhắn cho cán bộ (không bắt buộc)',
    missing: 'Còn thiếu: {{names}}.',
    send: 'Gửi phần bổ sung',
    sent: 'Phần bổ sung đã được gửi. Cán bộ sẽ kiểm tra và trả lời.',
  },
  {
    title: 'You are asked to complete the dossier',
    until: 'Please do so before',
    answered: 'Your answer was sent at',
    answeredMore: 'An officer is checking it. You may send it again if you need to.',
    reason: 'Reason: {{reason}}',
    note: 'A word to the officer (optional)',
    missing: 'Still missing: {{names}}.',
    send: 'Send the answer',
    sent: 'Your answer was sent. An officer will check it and answer you.',
  },
);

type Asked = NonNullable<OwnDossier['supplement']>;
type Answer = components['schemas']['SupplementDto'];

/** What is asked of the applicant right now, and where he answers it. @law NĐ 61/2018/NĐ-CP art. 17.2.a */
export function Supplement({ dossier, asked }: { dossier: OwnDossier; asked: Asked }) {
  const t = useTexts();
  const procedure = useProcedure(dossier.procedureCode ?? '');
  const [files, setFiles] = useState<readonly DraftFile[]>([]);
  const [declaration, setDeclaration] = useState<JsonRecord>((dossier.declaration ?? {}) as unknown as JsonRecord);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, isSuccess, error } = useAnswer(dossier.dossierId);
  const papers = asked.items.filter(({ item }) => !item.startsWith('/'));
  const fields = asked.items.filter(({ item }) => item.startsWith('/'));
  const missing = papers.filter(({ item }) => !files.some(({ componentCode }) => componentCode === item));
  const onSend = (): void => {
    setTried(true);
    if (missing.length > 0) return;
    mutate(answerOf({ asked, files, declaration: fields.length === 0 ? undefined : declaration, note }));
  };
  return (
    <section className="group">
      <h2>{t('title')}</h2>
      <Wanted asked={asked} />
      {papers.map(({ item, name }) => (
        <div key={item} className="question">
          <span className="question-title">{name}</span>
          <ScanSlot
            componentCode={item}
            name={name}
            maxBytes={procedure.data?.uploadBytes ?? Infinity}
            files={files.filter(({ componentCode }) => componentCode === item)}
            onSent={(file) => setFiles((before) => [...before, file])}
            onRemoved={(gone) => setFiles((before) => before.filter(({ uploadId }) => uploadId !== gone))}
          />
        </div>
      ))}
      {fields.length > 0 && procedure.data !== undefined && (
        <AskedFields
          procedure={procedure.data}
          pointers={fields.map(({ item }) => item)}
          declaration={declaration}
          change={setDeclaration}
        />
      )}
      <div className="question">
        <label htmlFor="supplement-note">{t('note')}</label>
        <Input.TextArea
          id="supplement-note"
          rows={3}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <div role="alert">
        {tried && missing.length > 0 && (
          <Alert type="error" showIcon title={t('missing', { names: missing.map(({ name }) => name).join('; ') })} />
        )}
        {isSuccess && <Alert type="success" showIcon title={t('sent')} />}
      </div>
      <ProblemAlert error={error} />
      <Button type="primary" loading={isPending} onClick={onSend}>
        {t('send')}
      </Button>
    </section>
  );
}

function Wanted({ asked: { dueAt, answeredAt, reason, items } }: { asked: Asked }) {
  const t = useTexts();
  return (
    <>
      <p>
        {t('until')}{' '}
        <strong>
          <When at={dueAt} />
        </strong>
        . {reason !== null && t('reason', { reason })}
      </p>
      <ul>
        {items.map(({ item, name, text }) => (
          <li key={item}>{text === null || text === name ? name : `${name}: ${text}`}</li>
        ))}
      </ul>
      {answeredAt !== null && (
        <p>
          {t('answered')} <When at={answeredAt} />. {t('answeredMore')}
        </p>
      )}
    </>
  );
}

interface Given {
  readonly asked: Asked;
  readonly files: readonly DraftFile[];
  readonly declaration: JsonRecord | undefined;
  readonly note: string;
}

function answerOf({ asked, files, declaration, note }: Given): Answer {
  return {
    items: asked.items.map(({ item }) => item),
    components: files.map(({ componentCode, uploadId }) => ({ componentCode, uploadId })),
    ...(declaration === undefined ? {} : { declaration: declaration as never }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
}

function useAnswer(dossierId: string) {
  const queries = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: Answer) =>
      intake.POST('/api/intake/v1/dossiers/{dossierId}/supplements', {
        params: { path: { dossierId }, header: intent.headers() },
        body,
      }),
    onSuccess: async () => {
      intent.done();
      await queries.invalidateQueries({ queryKey: ['own-dossier', dossierId] });
    },
  });
}
