import { Field } from '../../admin/shown/field.tsx';
import { useLanguage } from '../../app/language.ts';
import { periods } from './period.ts';
import { useStatisticsTexts } from './statistics.texts.ts';
import type { Chosen } from './use-choice.ts';
import type { Statistics } from './use-figures.ts';

/**
 * @param known the figures of everything one may see, for the names to choose from
 */
export function ChoiceForm({ chosen, known }: { chosen: Chosen; known: Statistics | undefined }) {
  const t = useStatisticsTexts();
  const language = useLanguage();
  const { period, choice, change } = chosen;
  const units = known?.units ?? [];
  return (
    <form className="admin-form" aria-label={t('choose')} onSubmit={(event) => event.preventDefault()}>
      <Field label={t('period')}>
        <select
          value={period}
          onChange={({ target }) => {
            const name = periods.find((one) => one === target.value);
            if (name !== undefined) change({ period: name });
          }}
        >
          {periods.map((name) => (
            <option key={name} value={name}>
              {t(`periods.${name}`)}
            </option>
          ))}
        </select>
      </Field>
      {period === 'own' && <OwnDays chosen={chosen} />}
      <Field label={t('unit')}>
        <select value={choice.unit ?? ''} onChange={({ target }) => change({ unit: target.value })}>
          <option value="">{t('allUnits')}</option>
          {units.map(({ unit, name }) => (
            <option key={unit} value={unit}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('procedure')}>
        <select value={choice.procedure ?? ''} onChange={({ target }) => change({ procedure: target.value })}>
          <option value="">{t('allProcedures')}</option>
          {(known?.procedures ?? []).map(({ procedureCode, name }) => (
            <option key={procedureCode} value={procedureCode}>
              {name[language]}
            </option>
          ))}
        </select>
      </Field>
    </form>
  );
}

function OwnDays({ chosen: { choice, change } }: { chosen: Chosen }) {
  const t = useStatisticsTexts();
  const { from, to } = choice;
  return (
    <>
      <Field label={t('from')}>
        <input
          type="date"
          value={from}
          max={to}
          required
          data-changes=""
          onChange={({ target }) => target.value !== '' && change({ days: { from: target.value, to } })}
        />
      </Field>
      <Field label={t('to')}>
        <input
          type="date"
          value={to}
          min={from}
          required
          data-changes=""
          onChange={({ target }) => target.value !== '' && change({ days: { from, to: target.value } })}
        />
      </Field>
    </>
  );
}
