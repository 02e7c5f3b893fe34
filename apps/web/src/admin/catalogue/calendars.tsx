import type { components } from '../../api/desk.d.ts';
import { DataTable } from '../shown/data-table.tsx';
import { Fold } from '../shown/fold.tsx';
import { Mark } from '../shown/mark.tsx';
import { Day } from '../shown/moment.tsx';
import { useCatalogueTexts } from './catalogue.texts.ts';

type Calendar = components['schemas']['CalendarEdition'];
type Change = components['schemas']['CalendarChange'];

export function Calendars({ calendars }: { calendars: readonly Calendar[] }) {
  return calendars.map((calendar) => <CalendarYear key={calendar.version} calendar={calendar} />);
}

/** The days stand behind a word of their own: a year has few, three years are long on a phone. */
function CalendarYear({ calendar: { year, version, status, off, work, source } }: { calendar: Calendar }) {
  const t = useCatalogueTexts();
  const days = [
    ...off.map(({ day, reason }) => ({ day, reason, kind: t('dayOff') })),
    ...work.map(({ day, reason }) => ({ day, reason, kind: t('dayWorked') })),
  ].toSorted((one, other) => one.day.localeCompare(other.day));
  return (
    <Fold
      begun={status === 'provisional'}
      summary={
        <>
          {year} ({version}) <Mark tone={status === 'confirmed' ? 'good' : 'waits'}>{t(status)}</Mark>
        </>
      }
    >
      <p>
        {t('source')}: <span lang="vi">{source}</span>
      </p>
      <DataTable
        caption={t('daysCaption', { year })}
        columns={[
          { title: t('day'), of: ({ day }) => <Day day={day} /> },
          { title: t('kind'), of: ({ kind }) => kind },
          { title: t('why'), of: ({ reason }) => <span lang="vi">{reason}</span> },
        ]}
        rows={days}
        keyOf={({ day }) => day}
        empty={t('empty')}
      />
    </Fold>
  );
}

export function CalendarChanges({ changes }: { changes: readonly Change[] }) {
  const t = useCatalogueTexts();
  return (
    <DataTable
      caption={t('changesCaption')}
      columns={[
        { title: t('change'), of: ({ id }) => <code>{id}</code> },
        { title: t('kind'), of: ({ kind }) => t(kind) },
        { title: t('enabled'), of: ({ enabled }) => (enabled ? t('yes') : t('no')) },
        { title: t('units'), of: ({ units }) => units.join(', ') },
        {
          title: t('days'),
          of: ({ off, work }) =>
            [...off, ...work].map(({ day, reason }) => (
              <div key={day} lang="vi">
                <Day day={day} /> {reason}
              </div>
            )),
        },
        { title: t('source'), of: ({ source }) => <span lang="vi">{source}</span> },
        { title: t('state'), of: ({ verified }) => (verified ? t('verified') : t('unverified')) },
      ]}
      rows={changes}
      keyOf={({ id }) => id}
      empty={t('changesEmpty')}
    />
  );
}
