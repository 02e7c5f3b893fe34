import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { bodyOf, desk } from '../../../api/client.ts';
import { useIntent } from '../../../api/intent.ts';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { useSession } from '../../../app/session.ts';
import { ActDialog } from '../../shown/act-dialog.tsx';
import type { ReplayJob } from '../job.ts';
import { useJobTexts } from './job.texts.ts';

type Act = 'approve' | 'pause' | 'resume' | 'cancel';

const ADDRESSES = {
  approve: '/api/desk/v1/replays/{jobId}/approve',
  pause: '/api/desk/v1/replays/{jobId}/pause',
  resume: '/api/desk/v1/replays/{jobId}/resume',
  cancel: '/api/desk/v1/replays/{jobId}/cancel',
} as const satisfies Record<Act, string>;

/** What may be done with a job as it stands now. */
export function JobActs({ job, onActed }: { job: ReplayJob; onActed: (job: ReplayJob) => void }) {
  const t = useJobTexts();
  const session = useSession();
  const intent = useIntent();
  const [asking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: (name: Act) =>
      bodyOf(desk.POST(ADDRESSES[name], { params: { path: { jobId: job.jobId }, header: intent.headers() } })),
    onSuccess: onActed,
    onSettled: () => intent.done(),
  });
  const mine = session?.signedIn === true && session.subject === job.requestedBy;
  return (
    <>
      <Standing job={job} mine={mine} />
      <ProblemAlert error={act.error} />
      <div className="admin-buttons">
        <NextAct status={job.status} mine={mine} busy={act.isPending} onAct={act.mutate} />
        <Button onClick={() => setAsking(true)}>{t('cancel')}</Button>
      </div>
      {asking && (
        <ActDialog
          title={t('cancelTitle')}
          doIt={t('cancel')}
          act={act}
          onSubmit={() => act.mutate('cancel')}
          onClose={() => setAsking(false)}
        >
          <p>{t('cancelMore')}</p>
        </ActDialog>
      )}
    </>
  );
}

/** What it waits for, when it does not go on by itself. */
function Standing({ job: { status, pausedFor }, mine }: { job: ReplayJob; mine: boolean }) {
  const t = useJobTexts();
  if (status === 'waiting' && mine) return <Alert type="info" showIcon title={t('samePerson')} />;
  if (status !== 'paused' || pausedFor === null) return null;
  return <Alert type="warning" showIcon title={t('pausedFor')} description={<Cause cause={pausedFor} />} />;
}

/** The one act beside cancelling that a job can take now. */
function NextAct({
  status,
  mine,
  busy,
  onAct,
}: {
  status: ReplayJob['status'];
  mine: boolean;
  busy: boolean;
  onAct: (act: Act) => void;
}) {
  const t = useJobTexts();
  const act = status === 'waiting' && !mine ? 'approve' : NEXT[status];
  if (act === undefined) return null;
  return (
    <Button type={act === 'pause' ? 'default' : 'primary'} loading={busy} onClick={() => onAct(act)}>
      {t(act)}
    </Button>
  );
}

const NEXT: Partial<Record<ReplayJob['status'], Act>> = { running: 'pause', paused: 'resume' };

const CAUSES = [
  'administrator',
  'topic-missing',
  'build-differs',
  'build-failed',
  'build-gone',
  'consumer-at-work',
  'plan-outdated',
] as const;

function Cause({ cause }: { cause: string }) {
  const t = useJobTexts();
  const known = CAUSES.find((one) => one === cause);
  return known === undefined ? t('otherCause', { cause }) : t(`cause.${known}`);
}
