import { Input, Radio, Select } from 'antd';
import type { Procedure } from '../../citizen/procedures/procedures.ts';
import { useCounterTexts } from './counter-texts.ts';
import type { Visit } from './visit.ts';

interface Part {
  readonly visit: Visit;
  readonly change: (part: Partial<Visit>) => void;
}

/** Which desk takes it, how it came, and how the result goes back. */
export function HowItComes({ visit, units, change }: Part & { readonly units: Procedure['receivingUnits'] }) {
  const t = useCounterTexts();
  return (
    <>
      {units.length > 1 && (
        <div className="question">
          <label htmlFor="counter-unit">{t('unit')}</label>
          <Select
            id="counter-unit"
            value={visit.unit}
            options={units.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(unit: string) => change({ unit })}
          />
        </div>
      )}
      <div className="question">
        <span className="question-title" id="counter-channel">
          {t('channel')}
        </span>
        <Radio.Group
          aria-labelledby="counter-channel"
          value={visit.channel}
          onChange={({ target }) => change({ channel: target.value as Visit['channel'] })}
          options={(['counter', 'post'] as const).map((channel) => ({ value: channel, label: t(channel) }))}
        />
      </div>
      {visit.channel === 'post' && (
        <div className="question">
          <label htmlFor="counter-postmark">{t('postmark')}</label>
          <Input
            id="counter-postmark"
            type="datetime-local"
            value={visit.postmark}
            onChange={({ target }) => change({ postmark: target.value })}
          />
        </div>
      )}
      <div className="question">
        <span className="question-title" id="counter-method">
          {t('method')}
        </span>
        <Radio.Group
          aria-labelledby="counter-method"
          value={visit.method}
          onChange={({ target }) => change({ method: target.value as Visit['method'] })}
          options={[
            { value: 'counter', label: t('methodCounter') },
            { value: 'post', label: t('methodPost') },
            { value: 'online', label: t('methodOnline') },
          ]}
        />
      </div>
    </>
  );
}

export function Payment({ visit, change }: Part) {
  const t = useCounterTexts();
  return (
    <section aria-label={t('fee')}>
      <h2>{t('fee')}</h2>
      <p>{t('feeMore')}</p>
      <div className="question">
        <Radio.Group
          aria-label={t('fee')}
          value={visit.paid ?? 'notPaid'}
          onChange={({ target }) =>
            change({ paid: target.value === 'notPaid' ? undefined : (target.value as Visit['paid']) })
          }
          options={(['notPaid', 'cash', 'transfer'] as const).map((way) => ({ value: way, label: t(way) }))}
        />
      </div>
      {visit.paid !== undefined && (
        <div className="question">
          <label htmlFor="counter-receipt">{t('receiptNumber')}</label>
          <Input
            id="counter-receipt"
            maxLength={60}
            value={visit.receiptNumber}
            onChange={({ target }) => change({ receiptNumber: target.value })}
          />
        </div>
      )}
    </section>
  );
}
