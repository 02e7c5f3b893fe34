import { Link, useSearchParams } from 'react-router';
import { bodyOf, desk } from '../../api/client.ts';
import { defineTexts } from '../../app/texts.ts';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Field } from '../shown/field.tsx';
import { Figure, ShortId } from '../shown/figure.tsx';
import { LinkButton } from '../shown/link-button.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { Moment } from '../shown/moment.tsx';
import { MoreButton } from '../shown/more-button.tsx';
import { usePaged } from '../shown/paged.ts';
import { percent, type ReplayJob, STATUSES } from './job.ts';
import { useReplayTexts } from './replays.texts.ts';
import { StatusTag } from './status-tag.tsx';

const useTexts = defineTexts(
  'admin-replays-page',
  {
    title: 'Việc chạy lại',
    lead: 'Mỗi việc được lập kế hoạch bằng số liệu, do quản trị viên thứ hai phê duyệt, rồi mới chạy. Nhật ký sự kiện không bao giờ bị sửa.',
    plan: 'Lập việc mới',
    job: 'Việc',
    caption: 'Mới nhất trước',
    empty: 'Chưa có việc nào.',
    all: 'Mọi trạng thái',
  },
  {
    title: 'Replay jobs',
    lead: 'Every job is planned with numbers, approved by a second administrator, and only then run. The event log is never changed.',
    plan: 'Plan a job',
    job: 'Job',
    caption: 'The newest first',
    empty: 'There is no job yet.',
    all: 'Every status',
  },
);

export function ReplaysPage() {
  const t = useTexts();
  const words = useReplayTexts();
  const [search, setSearch] = useSearchParams();
  const status = STATUSES.find((one) => one === search.get('status'));
  const jobs = usePaged(
    ['admin', 'replays', status],
    (cursor) =>
      bodyOf(
        desk.GET('/api/desk/v1/replays', {
          params: { query: { ...(status && { status }), ...(cursor && { cursor }) } },
        }),
      ),
    5_000,
  );
  return (
    <>
      <div className="admin-head">
        <h1>{t('title')}</h1>
        <LinkButton to="/admin/replays/new" primary>
          {t('plan')}
        </LinkButton>
      </div>
      <p className="lead">{t('lead')}</p>
      <div className="admin-form">
        <Field label={words('statusTitle')}>
          <select
            value={status ?? ''}
            onChange={({ target: { value } }) => setSearch(value === '' ? {} : { status: value })}
          >
            <option value="">{t('all')}</option>
            {STATUSES.map((one) => (
              <option key={one} value={one}>
                {words(`status.${one}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Loaded query={jobs.query}>{() => <JobTable jobs={jobs.items} />}</Loaded>
      <MoreButton query={jobs.query} />
    </>
  );
}

function JobTable({ jobs }: { jobs: readonly ReplayJob[] }) {
  const t = useTexts();
  const words = useReplayTexts();
  const columns: readonly Column<ReplayJob>[] = [
    {
      title: t('job'),
      of: ({ jobId }) => (
        <Link to={`/admin/replays/${jobId}`}>
          <ShortId id={jobId} />
        </Link>
      ),
    },
    { title: words('kindTitle'), of: ({ plan }) => words(`kind.${plan.kind}`) },
    { title: words('target'), of: ({ plan }) => <code>{plan.target}</code> },
    { title: words('statusTitle'), of: ({ status }) => <StatusTag status={status} /> },
    {
      title: words('progress'),
      of: (job) => (
        <>
          <Figure value={percent(job)} /> %
        </>
      ),
      figure: true,
    },
    { title: words('requestedBy'), of: ({ requestedBy }) => requestedBy },
    { title: words('requestedAt'), of: ({ requestedAt }) => <Moment at={requestedAt} /> },
  ];
  return (
    <DataTable caption={t('caption')} columns={columns} rows={jobs} keyOf={({ jobId }) => jobId} empty={t('empty')} />
  );
}
