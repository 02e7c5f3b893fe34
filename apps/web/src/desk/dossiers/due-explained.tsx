import { useState } from 'react';
import { When } from '../../citizen/shown/when.tsx';
import type { Due } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { Facts } from './section.tsx';

/** Why a date is this date: the rule, the days that count, and those that do not. */
export function DueExplained({ due }: { due: Due }) {
  const t = useDossierTexts();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('explain')}</summary>
      {open && <Explanation due={due} />}
    </details>
  );
}

function Explanation({ due }: { due: Due }) {
  const t = useDossierTexts();
  const { rule, amount, countedFrom, countedDays, skippedDays, calendarVersion, provisional } = due;
  return (
    <>
      <Facts
        facts={[
          [t('rule'), `${rule}${amount > 0 ? ` (${amount})` : ''}`],
          [t('from'), <When key="from" at={countedFrom} />],
          [t('calendar'), calendarVersion],
          [t('countedDays'), countedDays.length === 0 ? null : <Days key="counted" days={countedDays} />],
        ]}
      />
      {skippedDays.length > 0 && (
        <>
          <div>{t('skippedDays')}</div>
          <ul className="day-list">
            {skippedDays.map(({ date, reason }) => (
              <li key={date}>
                <Days days={[date]} />: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
      {provisional && <p>{t('provisional')}</p>}
    </>
  );
}

function Days({ days }: { days: readonly string[] }) {
  return (
    <>
      {days.map((day, index) => (
        <span key={day}>
          {index > 0 && ', '}
          <time dateTime={day}>{day.split('-').toReversed().join('/')}</time>
        </span>
      ))}
    </>
  );
}
