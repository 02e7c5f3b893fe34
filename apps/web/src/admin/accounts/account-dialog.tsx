import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal, Popconfirm } from 'antd';
import { bodyOf, desk } from '../../api/client.ts';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { DataTable } from '../shown/data-table.tsx';
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
    <Modal
      open
      width={760}
      title={t('historyTitle', { subject })}
      onCancel={onClosed}
      footer={<Button onClick={onClosed}>{t('close')}</Button>}
    >
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
    </Modal>
  );
}

function EndSessions({ subject }: { subject: string }) {
  const t = useAccountTexts();
  const end = useMutation({
    mutationFn: () =>
      bodyOf(desk.POST('/api/desk/v1/accounts/{subject}/session-end', { params: { path: { subject } } })),
  });
  return (
    <div className="admin-buttons">
      <ProblemAlert error={end.error} />
      {end.data !== undefined && <Alert type="success" showIcon title={t('ended', { count: end.data.signInsEnded })} />}
      <Popconfirm
        title={t('endSessions')}
        description={t('endSessionsMore')}
        okText={t('endSessions')}
        cancelText={t('close')}
        onConfirm={() => end.mutate()}
      >
        <Button danger loading={end.isPending}>
          {t('endSessions')}
        </Button>
      </Popconfirm>
    </div>
  );
}
