import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { intake } from '../../../api/client.ts';
import { useIntent } from '../../../api/intent.ts';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { defineTexts } from '../../../app/texts.ts';
import { Dialog } from '../../../shown/dialog.tsx';

const useTexts = defineTexts(
  'withdrawal',
  {
    title: 'Rút hồ sơ',
    lead: 'Rút hồ sơ nghĩa là cơ quan dừng giải quyết và không trả kết quả. Không hoàn tác được; muốn làm lại thì nộp hồ sơ mới. Nếu đã nộp phí, bộ phận một cửa xét hoàn phí.',
    reason: 'Lý do rút hồ sơ',
    missing: 'Hãy nhập lý do.',
    yes: 'Rút hồ sơ này',
    no: 'Không rút',
  },
  {
    title: 'Withdraw the dossier',
    lead: 'When you withdraw it, the office stops its work and there will be no result. This cannot be undone; you would have to submit a new dossier. If you paid a fee, the desk decides about giving it back.',
    reason: 'Why you withdraw it',
    missing: 'Please give a reason.',
    yes: 'Withdraw this dossier',
    no: 'Keep it',
  },
);

/** With what it means, and a reason. */
export function Withdrawal({ dossierId }: { dossierId: string }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('title')}
      </Button>
      {open && (
        <Dialog title={t('title')} close={() => setOpen(false)}>
          <Reasoned dossierId={dossierId} close={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}

function Reasoned({ dossierId, close }: { dossierId: string; close: () => void }) {
  const t = useTexts();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useWithdrawal(dossierId, close);
  const isMissing = tried && reason.trim() === '';
  const onYes = (): void => {
    setTried(true);
    if (reason.trim() === '') document.getElementById('withdrawal-reason')?.focus();
    else mutate(reason.trim());
  };
  return (
    <div className="stack">
      <p>{t('lead')}</p>
      <div className="question">
        <label htmlFor="withdrawal-reason">{t('reason')}</label>
        <Input.TextArea
          id="withdrawal-reason"
          maxLength={2000}
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          {...(isMissing ? { 'aria-invalid': true as const, 'aria-describedby': 'withdrawal-fault' } : {})}
        />
        {isMissing && (
          <p className="fault" id="withdrawal-fault" role="alert">
            {t('missing')}
          </p>
        )}
      </div>
      <ProblemAlert error={error} />
      <div className="row">
        <Button danger type="primary" loading={isPending} onClick={onYes}>
          {t('yes')}
        </Button>
        <Button onClick={close}>{t('no')}</Button>
      </div>
    </div>
  );
}

function useWithdrawal(dossierId: string, close: () => void) {
  const queries = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (reason: string) =>
      intake.POST('/api/intake/v1/dossiers/{dossierId}/withdrawals', {
        params: { path: { dossierId }, header: intent.headers() },
        body: { reason },
      }),
    onSuccess: async () => {
      intent.done();
      await queries.invalidateQueries({ queryKey: ['own-dossier', dossierId] });
      close();
    },
  });
}
