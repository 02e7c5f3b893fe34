import { useQuery } from '@tanstack/react-query';
import { bodyOf, desk } from '../../../api/client.ts';
import type { components } from '../../../api/desk.d.ts';
import { type Column, DataTable } from '../../shown/data-table.tsx';
import { Fold } from '../../shown/fold.tsx';
import { Loaded } from '../../shown/loaded.tsx';
import { Moment } from '../../shown/moment.tsx';
import type { ReplayJob } from '../job.ts';
import { useJobTexts } from './job.texts.ts';

type Step = components['schemas']['ReplayStep'];

const STEPS = [
  'ReplayRequested',
  'ReplayApproved',
  'ReplayProgressed',
  'ReplayPaused',
  'ReplayResumed',
  'ReplayCancelled',
  'ReplayCompleted',
] as const;

export function JobHistory({ job: { jobId, movedAt, status } }: { job: ReplayJob }) {
  const t = useJobTexts();
  const history = useQuery({
    queryKey: ['admin', 'replay-history', jobId, movedAt, status],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/replays/{jobId}/history', { params: { path: { jobId } } })),
    placeholderData: (before) => before,
  });
  const columns: readonly Column<Step>[] = [
    { title: t('what'), of: ({ type }) => <StepName type={type} /> },
    { title: t('at'), of: ({ at }) => <Moment at={at} /> },
    { title: t('by'), of: ({ by }) => by },
    {
      title: t('detail'),
      of: ({ tally, cause }) =>
        tally === null ? (
          cause === null ? (
            '–'
          ) : (
            <code>{cause}</code>
          )
        ) : (
          <span data-changes="">{t('tallyOf', tally)}</span>
        ),
    },
  ];
  const table = (caption: string, steps: readonly Step[], empty: string) => (
    <DataTable
      caption={caption}
      columns={columns}
      rows={steps}
      keyOf={(step) => `${steps.indexOf(step)}`}
      empty={empty}
    />
  );
  return (
    <Loaded query={history}>
      {({ items }) => (
        <>
          {table(t('historyCaption'), items.filter(isTurn), t('historyEmpty'))}
          <div className="admin-more">
            <Fold summary={t('progressSteps')}>
              {table(
                t('progressCaption'),
                items.filter((step) => !isTurn(step)),
                t('progressEmpty'),
              )}
            </Fold>
          </div>
        </>
      )}
    </Loaded>
  );
}

/** Of a long job most steps say only how far it was. */
function isTurn({ type }: Step): boolean {
  return type !== 'ReplayProgressed';
}

function StepName({ type }: Pick<Step, 'type'>) {
  const t = useJobTexts();
  const known = STEPS.find((one) => one === type);
  return known === undefined ? type : t(`step.${known}`);
}
