import { useParams } from 'react-router';
import { Loaded } from '../../shown/loaded.tsx';
import { Moment } from '../../shown/moment.tsx';
import type { ReplayJob } from '../job.ts';
import { PlanFacts } from '../plan-facts.tsx';
import { useReplayTexts } from '../replays.texts.ts';
import { StatusTag } from '../status-tag.tsx';
import { JobActs } from './job-acts.tsx';
import { JobHistory } from './job-history.tsx';
import { JobProgress } from './job-progress.tsx';
import { useJobTexts } from './job.texts.ts';
import { isOver, rateOf, useWatchedJob, type WatchedJob } from './watched-job.ts';

export function JobPage() {
  const { jobId = '' } = useParams();
  const { query, show } = useWatchedJob(jobId);
  const t = useJobTexts();
  return (
    <>
      <h1>{t('title')}</h1>
      <Loaded query={query}>{(watched) => <Job watched={watched} onActed={show} />}</Loaded>
    </>
  );
}

function Job({ watched, onActed }: { watched: WatchedJob; onActed: (job: ReplayJob) => void }) {
  const { job } = watched;
  const t = useJobTexts();
  const words = useReplayTexts();
  return (
    <>
      <dl className="admin-facts">
        <dt>{words('statusTitle')}</dt>
        <dd>
          <StatusTag status={job.status} />
        </dd>
        <dt>{words('requestedBy')}</dt>
        <dd>
          {job.requestedBy}, <Moment at={job.requestedAt} />
        </dd>
        <dt>{words('reason')}</dt>
        <dd>
          <code>{job.reasonCode}</code>
        </dd>
        <dt>{words('approvedBy')}</dt>
        <dd>{job.approvedBy ?? words('nobody')}</dd>
      </dl>
      <JobProgress job={job} rate={rateOf(watched)} />
      {!isOver(job) && <JobActs job={job} onActed={onActed} />}
      {job.status === 'completed' && <Report job={job} />}
      <h2>{t('plan')}</h2>
      <PlanFacts plan={job.plan} />
      <h2>{t('history')}</h2>
      <JobHistory job={job} />
    </>
  );
}

function Report({ job }: { job: ReplayJob }) {
  const t = useJobTexts();
  return (
    <section aria-labelledby="report">
      <h2 id="report">{t('report')}</h2>
      <dl className="admin-facts">
        <dt>{t('endedAt')}</dt>
        <dd>
          <Moment at={job.movedAt} />
        </dd>
        <dt>{t('sum')}</dt>
        <dd data-changes="">{t('sumOf', { ...job.tally, count: job.plan.count })}</dd>
        <dt>{t('digest')}</dt>
        <dd>
          <code data-changes="">{job.digest}</code>
        </dd>
      </dl>
    </section>
  );
}
