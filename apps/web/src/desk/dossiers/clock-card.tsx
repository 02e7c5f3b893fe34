import { When } from '../../citizen/shown/when.tsx';
import { Mark } from '../shown/mark.tsx';
import { type DueKind, useStatusTexts } from '../shown/status-texts.ts';
import type { Dossier } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { DueExplained } from './due-explained.tsx';
import { Section } from './section.tsx';

/** Every deadline that runs, and how each due date came about. */
export function ClockCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const kinds = useStatusTexts();
  const { deadlines, due = null, intakeAnswer = null, supplement = null } = dossier;
  const explained = { resolution: due, intakeAnswer, supplement: supplement?.due ?? null };
  return (
    <Section title={t('clock')}>
      {deadlines.length === 0 && <p>{t('noClock')}</p>}
      <ul className="plain-list">
        {deadlines.map(({ deadline, dueAt }) => {
          const why = deadline in explained ? explained[deadline as keyof typeof explained] : null;
          return (
            <li key={`${deadline}${dueAt}`}>
              <strong>{kinds(`due.${deadline as DueKind}`)}</strong>: <When at={dueAt} />
              {why != null && <DueExplained due={why} />}
            </li>
          );
        })}
      </ul>
      <Original dossier={dossier} />
    </Section>
  );
}

/** As printed on the first slip. */
function Original({ dossier: { originalDueAt = null, extended } }: { dossier: Dossier }) {
  const t = useDossierTexts();
  if (originalDueAt === null) return null;
  return (
    <p>
      {t('original')}: <When at={originalDueAt} /> {extended === true && <Mark tone="late">{t('extended')}</Mark>}
    </p>
  );
}
