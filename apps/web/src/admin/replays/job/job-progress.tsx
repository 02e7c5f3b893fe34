import { Progress } from 'antd';
import { useLanguage } from '../../../app/language.ts';
import { percent, type ReplayJob, settled } from '../job.ts';
import { useJobTexts } from './job.texts.ts';

/** How far it is, how fast, and how long it will take. @param rate measured, facts per second */
export function JobProgress({ job, rate }: { job: ReplayJob; rate: number | undefined }) {
  const t = useJobTexts();
  const language = useLanguage();
  const left = job.plan.count - settled(job);
  const figure = (value: number) => new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(value);
  return (
    <section aria-label={t('progress')}>
      <Progress
        percent={percent(job)}
        status={job.status === 'running' ? 'active' : job.status === 'completed' ? 'success' : 'normal'}
        aria-label={t('progress')}
      />
      <dl className="admin-facts">
        <dt>{t('progress')}</dt>
        <dd data-changes="">{t('progressOf', { settled: figure(settled(job)), count: figure(job.plan.count) })}</dd>
        <dt>{t('failed')}</dt>
        <dd>{figure(job.tally.failed)}</dd>
        <dt>{t('skipped')}</dt>
        <dd>{figure(job.tally.skipped)}</dd>
        {job.status === 'running' && (
          <>
            <dt>{t('speed')}</dt>
            <dd data-changes="">
              {rate === undefined ? t('measuring') : t('perSecond', { rate: figure(Math.round(rate)) })}
            </dd>
            <dt>{t('left')}</dt>
            <dd data-changes="">
              <TimeLeft seconds={left / (rate ?? job.plan.ratePerSecond)} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function TimeLeft({ seconds }: { seconds: number }) {
  const t = useJobTexts();
  return seconds < 120 ? t('seconds', { count: Math.ceil(seconds) }) : t('minutes', { count: Math.ceil(seconds / 60) });
}
