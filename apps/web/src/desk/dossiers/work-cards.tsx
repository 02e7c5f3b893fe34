import { money } from '../../citizen/shown/money.ts';
import { When } from '../../citizen/shown/when.tsx';
import { Mark } from '../shown/mark.tsx';
import { nameOf, useDirectory } from '../shown/directory.ts';
import type { Dossier } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { Section } from './section.tsx';

export function TasksCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  if (dossier.tasks.length === 0) return null;
  return (
    <Section title={t('tasks')}>
      <ul className="plain-list">
        {dossier.tasks.map(({ taskId, settled, system, raisedAt, text }) => (
          <li key={taskId}>
            {settled && <Mark>{t('settled')}</Mark>} {text} <span className="urgency-kind">{system}</span>{' '}
            <When at={raisedAt} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function PaymentsCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const { feeAmount = 0, feeCollect = 'exempt', payments = [] } = dossier;
  return (
    <Section title={t('payments')}>
      <p>{t('fee', { amount: money(feeAmount), collect: t(`collect.${feeCollect}`) })}</p>
      <ul className="plain-list">
        {payments.map(({ paymentId, amount, state, requestedAt }) => (
          <li key={paymentId}>
            {money(amount)} <Mark>{t(`payment.${state}`)}</Mark> <When at={requestedAt} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function OpinionsCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const { data } = useDirectory();
  if (dossier.opinions.length === 0) return null;
  return (
    <Section title={t('opinions')}>
      <ul className="plain-list">
        {dossier.opinions.map(({ opinionId, toUnit, dueAt, given, question, answer }) => (
          <li key={opinionId}>
            <strong>{nameOf(data?.units, toUnit)}</strong> <Mark>{t(given ? 'given' : 'waiting')}</Mark>{' '}
            <When at={dueAt} />
            <div>{question}</div>
            {answer !== null && <div>{answer}</div>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function SupplementsCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const { supplements, components } = dossier;
  if (supplements.length === 0) return null;
  return (
    <Section title={t('supplement')}>
      <ul className="plain-list">
        {supplements.map(({ requestedAt, items, itemTexts = [], reason, by, due }) => (
          <li key={requestedAt}>
            <When at={requestedAt} /> {t('by', { who: by })}
            <div>{reason}</div>
            <ul>
              {items.map((item, index) => (
                <li key={item}>{itemTexts[index] || nameOf(components, item)}</li>
              ))}
            </ul>
            <When at={due.dueAt} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
