import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { bodyOf, desk } from '../../api/client.ts';
import { ActDialog } from '../shown/act-dialog.tsx';
import { DataTable } from '../shown/data-table.tsx';
import { Dialog } from '../../shown/dialog.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { Moment } from '../shown/moment.tsx';
import { useAccountTexts } from './accounts.texts.ts';

/** The last actions of an account, and the end of its sign-ins. */
export function AccountDialog({ subject, onClosed }: { subject: string; onClosed: () => void }) {
  const t = useAccountTexts();
  const account = useQuery({
    queryKey: ['admin', 'account', subject],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/accounts/{subject}', { params: { path: { subject } } })),
  });
  return (
    <Dialog title={t('historyTitle', { subject })} close={onClosed}>
      <Loaded query={account}>
        {({ recent }) => (
          <DataTable
            caption={t('historyCaption')}
            columns={[
              { title: t('fact'), of: ({ type }) => type },
              { title: t('at'), of: ({ at }) => <Moment at={at} /> },
              {
                title: t('where'),
                of: ({ stream }) => <code data-changes="">{stream}</code>,
              },
            ]}
            rows={recent}
            keyOf={(action) => `${recent.indexOf(action)}`}
            empty={t('historyEmpty')}
          />
        )}
      </Loaded>
      <EndSessions subject={subject} />
      <Button onClick={onClosed}>{t('close')}</Button>
    </Dialog>
  );
}

function EndSessions({ subject }: { subject: string }) {
  const t = useAccountTexts();
  const end = useMutation({
    mutationFn: () =>
      bodyOf(desk.POST('/api/desk/v1/accounts/{subject}/session-end', { params: { path: { subject } } })),
  });
  const [asking, setAsking] = useState(false);
  return (
    <>
      {end.data !== undefined && <Alert type="success" showIcon title={t('ended', { count: end.data.signInsEnded })} />}
      <div className="admin-buttons">
        <Button onClick={() => setAsking(true)}>{t('endSessions')}</Button>
      </div>
      {asking && (
        <ActDialog
          title={t('endSessions')}
          doIt={t('endSessions')}
          act={end}
          onSubmit={() => end.mutate(undefined, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        >
          <p>{t('endSessionsMore')}</p>
        </ActDialog>
      )}
    </>
  );
}
