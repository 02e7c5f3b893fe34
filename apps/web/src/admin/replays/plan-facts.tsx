import { Figure } from '../shown/figure.tsx';
import { Moment } from '../shown/moment.tsx';
import { defineTexts } from '../../app/texts.ts';
import type { ReplayPlan } from './job.ts';
import { useReplayTexts } from './replays.texts.ts';

const useTexts = defineTexts(
  'admin-plan-facts',
  {
    lost: 'Bộ nhận bị lệch',
    reason: { 'history-changed': 'Nhật ký không còn khớp', 'checkpoint-beyond-head': 'Vị trí vượt quá cuối nhật ký' },
    checkpoint: 'Đang đứng ở vị trí (của nhật ký đã mất)',
    sharedUntil: 'Cả hai cùng biết những gì được ghi đến',
    dossiersAhead: 'Hồ sơ có sự kiện đã xử lý nhưng không còn trong nhật ký',
    parkedGone: 'Sự kiện gác lại sẽ bị gạch bỏ',
    repeated: 'Sự kiện đến lại và được bỏ qua',
    dossierIds: 'Hồ sơ',
    unitCodes: 'Đơn vị',
    procedureCodes: 'Thủ tục',
    types: 'Loại sự kiện',
    since: 'Từ',
    until: 'Đến trước',
  },
  {
    lost: 'How the consumer is lost',
    reason: {
      'history-changed': 'The log has another history',
      'checkpoint-beyond-head': 'Stands beyond the end of the log',
    },
    checkpoint: 'Stands at (in the log that is gone)',
    sharedUntil: 'Both know what was recorded up to',
    dossiersAhead: 'Dossiers with handled facts that are gone',
    parkedGone: 'Parked facts that are struck off',
    repeated: 'Facts that come again and are dropped',
    dossierIds: 'Dossiers',
    unitCodes: 'Units',
    procedureCodes: 'Procedures',
    types: 'Types of facts',
    since: 'From',
    until: 'Before',
  },
);

/** The numbers of a plan, as the dry run counted them. */
export function PlanFacts({ plan }: { plan: ReplayPlan }) {
  const words = useReplayTexts();
  return (
    <dl className="admin-facts">
      <dt>{words('kindTitle')}</dt>
      <dd>{words(`kind.${plan.kind}`)}</dd>
      <dt>{words('target')}</dt>
      <dd>
        <code>{plan.target}</code>
      </dd>
      <dt>{words('planned')}</dt>
      <dd>
        <Figure value={plan.count} changes />
      </dd>
      <dt>{words('dossiers')}</dt>
      <dd>
        <Figure value={plan.dossiers} changes />
      </dd>
      <dt>{words('effects')}</dt>
      <dd>
        <Figure value={plan.effects} />
      </dd>
      <dt>{words('rate')}</dt>
      <dd>
        <Figure value={plan.ratePerSecond} />
      </dd>
      <dt>{words('range')}</dt>
      <dd data-changes="">
        {plan.from} – {plan.to}
      </dd>
      <dt>{words('filter')}</dt>
      <dd>
        <Filter filter={plan.filter} />
      </dd>
      {plan.lost !== undefined && <Lost lost={plan.lost} />}
    </dl>
  );
}

function Filter({ filter }: { filter: ReplayPlan['filter'] }) {
  const t = useTexts();
  const words = useReplayTexts();
  const { dossierIds, unitCodes, procedureCodes, types, since, until } = filter;
  const lists = Object.entries({ dossierIds, unitCodes, procedureCodes, types }) as [
    'dossierIds' | 'unitCodes' | 'procedureCodes' | 'types',
    string[] | undefined,
  ][];
  const said = lists.filter(([, values]) => values !== undefined);
  if (said.length === 0 && since === undefined && until === undefined) return words('noFilter');
  return (
    <>
      {said.map(([name, values]) => (
        <div key={name}>
          {t(name)}: <span data-changes="">{values!.join(', ')}</span>
        </div>
      ))}
      {since !== undefined && (
        <div>
          {t('since')} <Moment at={since} />
        </div>
      )}
      {until !== undefined && (
        <div>
          {t('until')} <Moment at={until} />
        </div>
      )}
    </>
  );
}

function Lost({ lost }: { lost: NonNullable<ReplayPlan['lost']> }) {
  const t = useTexts();
  return (
    <>
      <dt>{t('lost')}</dt>
      <dd>{t(`reason.${lost.reason}`)}</dd>
      <dt>{t('checkpoint')}</dt>
      <dd>{lost.checkpoint}</dd>
      <dt>{t('sharedUntil')}</dt>
      <dd>
        <Moment at={lost.sharedUntil} />
      </dd>
      <dt>{t('dossiersAhead')}</dt>
      <dd>
        <Figure value={lost.dossiersAhead} />
      </dd>
      <dt>{t('parkedGone')}</dt>
      <dd>
        <Figure value={lost.parkedGone} />
      </dd>
      <dt>{t('repeated')}</dt>
      <dd>
        <Figure value={lost.repeated} />
      </dd>
    </>
  );
}
