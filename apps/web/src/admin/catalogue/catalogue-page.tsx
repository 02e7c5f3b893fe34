import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { bodyOf, desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';
import { useLanguage } from '../../app/language.ts';
import { DataTable } from '../shown/data-table.tsx';
import { Figure } from '../shown/figure.tsx';
import { Fold } from '../shown/fold.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { Mark } from '../shown/mark.tsx';
import { Day } from '../shown/moment.tsx';
import { Calendars, CalendarChanges } from './calendars.tsx';
import { useCatalogueTexts } from './catalogue.texts.ts';

type Catalogue = components['schemas']['CatalogueOverview'];

export function CataloguePage() {
  const t = useCatalogueTexts();
  const catalogue = useQuery({
    queryKey: ['admin', 'catalogue'],
    queryFn: () => bodyOf(desk.GET('/api/desk/v1/catalogue-overview')),
    staleTime: Infinity,
  });
  return (
    <>
      <h1>{t('title')}</h1>
      <Loaded query={catalogue}>{(data) => <Contents catalogue={data} />}</Loaded>
    </>
  );
}

function Contents({ catalogue }: { catalogue: Catalogue }) {
  const t = useCatalogueTexts();
  const language = useLanguage();
  const { about } = catalogue;
  return (
    <>
      <Alert type="warning" showIcon title={about.notice[language]} />
      <dl className="admin-facts">
        <dt>{about.title[language]}</dt>
        <dd>
          {about.id} <Verified verified={about.verified} />
        </dd>
        <dt>{t('source')}</dt>
        <dd>{about.source}</dd>
        <dt>{t('approvedBy')}</dt>
        <dd>{about.approvedBy ?? t('nobody')}</dd>
      </dl>
      <h2>{t('open')}</h2>
      <p className="lead">{t('openLead')}</p>
      <OpenValues procedures={catalogue.procedures} />
      <h2>{t('procedures')}</h2>
      <Procedures procedures={catalogue.procedures} />
      <h2>{t('calendars')}</h2>
      <Calendars calendars={catalogue.calendars} />
      <h2>{t('changes')}</h2>
      <CalendarChanges changes={catalogue.calendarChanges} />
      <h2>{t('codeLists')}</h2>
      <CodeLists lists={catalogue.codeLists} />
    </>
  );
}

function Verified({ verified }: { verified: boolean }) {
  const t = useCatalogueTexts();
  return <Mark tone={verified ? 'good' : 'waits'}>{verified ? t('verified') : t('unverified')}</Mark>;
}

/** Procedure by procedure: all of them at once are a long list. */
function OpenValues({ procedures }: Pick<Catalogue, 'procedures'>) {
  const t = useCatalogueTexts();
  const language = useLanguage();
  const open = procedures.filter(({ unverified }) => unverified.length > 0);
  if (open.length === 0) return <p className="empty">{t('openEmpty')}</p>;
  return open.map(({ id, name, unverified }) => (
    <Fold key={id} summary={`${name[language]} (${id}): ${t('openCount', { count: unverified.length })}`}>
      <DataTable
        caption={t('openCaption')}
        columns={[
          { title: t('where'), of: ({ pointer }) => <code>{pointer}</code> },
          { title: t('why'), of: ({ why }) => <span lang="vi">{why}</span> },
        ]}
        rows={unverified}
        keyOf={({ pointer }) => pointer}
        empty={t('openEmpty')}
      />
    </Fold>
  ));
}

function Procedures({ procedures }: Pick<Catalogue, 'procedures'>) {
  const t = useCatalogueTexts();
  const language = useLanguage();
  return (
    <DataTable
      caption={t('proceduresCaption')}
      columns={[
        { title: t('edition'), of: ({ id }) => <code>{id}</code> },
        { title: t('procedure'), of: ({ name }) => name[language] },
        { title: t('validFrom'), of: ({ validFrom }) => <Day day={validFrom} /> },
        {
          title: t('validTo'),
          of: ({ validTo }) => (validTo === null ? t('untilFurther') : <Day day={validTo} />),
        },
        { title: t('source'), of: ({ source }) => source },
        { title: t('law'), of: ({ law }) => law.join('; ') },
        { title: t('state'), of: ({ verified }) => <Verified verified={verified} /> },
      ]}
      rows={procedures}
      keyOf={({ id }) => id}
      empty={t('empty')}
    />
  );
}

function CodeLists({ lists }: { lists: Catalogue['codeLists'] }) {
  const t = useCatalogueTexts();
  const language = useLanguage();
  return (
    <DataTable
      caption={t('codeListsCaption')}
      columns={[
        { title: t('list'), of: ({ id }) => <code>{id}</code> },
        { title: t('name'), of: ({ name }) => name[language] },
        { title: t('entries'), of: ({ entries }) => <Figure value={entries} />, figure: true },
        { title: t('source'), of: ({ source }) => source },
        { title: t('state'), of: ({ verified }) => <Verified verified={verified} /> },
      ]}
      rows={lists}
      keyOf={({ id }) => id}
      empty={t('empty')}
    />
  );
}
