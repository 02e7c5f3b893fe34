import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { bodyOf, desk } from '../../../api/client.ts';
import { useIntent } from '../../../api/intent.ts';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { defineTexts } from '../../../app/texts.ts';
import { Field } from '../../shown/field.tsx';
import type { ReplayPlan } from '../job.ts';
import { PlanFacts } from '../plan-facts.tsx';
import { useReplayTexts } from '../replays.texts.ts';
import { wishOf } from './new-replay-address.ts';
import { type PlanWish, WishForm } from './wish-form.tsx';

const useTexts = defineTexts(
  'admin-new-replay',
  {
    title: 'Lập việc chạy lại',
    lead: 'Chạy thử chỉ đếm và không ghi gì. Việc chỉ bắt đầu sau khi một quản trị viên khác phê duyệt.',
    plan: 'Kế hoạch',
    reasonHelp: 'Một mã ngắn không dấu, ví dụ portal-was-down; không ghi tên người',
    ask: 'Đề nghị việc này',
  },
  {
    title: 'Plan a replay job',
    lead: 'The dry run counts and stores nothing. The job begins only when another administrator has approved it.',
    plan: 'The plan',
    reasonHelp: 'A short code, e.g. portal-was-down; no names of people',
    ask: 'Ask for this job',
  },
);

export function NewReplayPage() {
  const t = useTexts();
  const [search] = useSearchParams();
  const plan = useMutation({
    mutationFn: (wish: PlanWish) => bodyOf(desk.POST('/api/desk/v1/replays/plan', { body: wish })),
  });
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <WishForm key={search.toString()} first={wishOf(search)} busy={plan.isPending} onPlan={plan.mutate} />
      <ProblemAlert error={plan.error} />
      {plan.data !== undefined && plan.variables !== undefined && !plan.isPending && (
        <Planned plan={plan.data} wish={plan.variables} />
      )}
    </>
  );
}

function Planned({ plan, wish }: { plan: ReplayPlan; wish: PlanWish }) {
  const t = useTexts();
  const words = useReplayTexts();
  const navigate = useNavigate();
  const intent = useIntent();
  const [reasonCode, setReasonCode] = useState('');
  const ask = useMutation({
    mutationFn: () =>
      bodyOf(
        desk.POST('/api/desk/v1/replays', {
          body: { ...wish, reasonCode },
          params: { header: intent.headers() },
        }),
      ),
    onSuccess: ({ jobId }) => {
      intent.done();
      void navigate(`/admin/replays/${jobId}`);
    },
  });
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">{t('plan')}</h2>
      <PlanFacts plan={plan} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <div className="admin-form">
          <Field label={words('reason')} help={t('reasonHelp')}>
            <input
              required
              pattern="[a-z][a-z0-9\-]{0,62}"
              value={reasonCode}
              onChange={({ target: { value } }) => setReasonCode(value)}
            />
          </Field>
        </div>
        <ProblemAlert error={ask.error} />
        <div className="admin-buttons">
          <Button type="primary" htmlType="submit" loading={ask.isPending}>
            {t('ask')}
          </Button>
        </div>
      </form>
    </section>
  );
}
