import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { bodyOf, desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Field } from '../shown/field.tsx';
import { ShortId } from '../shown/figure.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { instantOf } from '../shown/local-moment.ts';
import { Moment } from '../shown/moment.tsx';
import { MoreButton } from '../shown/more-button.tsx';
import { usePaged } from '../shown/paged.ts';
import { RoleNames } from '../shown/role-names.tsx';
import { useAccessLogTexts } from './access-log.texts.ts';

type Look = components['schemas']['LoggedAccess'];

const FIELDS = ['dossier', 'subject', 'purpose', 'from', 'to'] as const;
type Filled = Readonly<Record<(typeof FIELDS)[number], string>>;

/** Purposes that the services write, to choose from; others may be typed. */
const PURPOSES = [
  'desk.dossier-page',
  'desk.work-list',
  'desk.tracking-register',
  'desk.attachment',
  'desk.exchange',
  'desk.timeline',
  'audit.complaint',
  'intake.own-dossier',
  'connector.hand-over',
  'portal.sync',
];

export function AccessLogPage() {
  const t = useAccessLogTexts();
  const [search, setSearch] = useSearchParams();
  const asked = filledFrom(search);
  const [filled, setFilled] = useState<Filled>(asked);
  const query = queryOf(asked);
  const looks = usePaged(['admin', 'access-log', query], (cursor) =>
    bodyOf(desk.GET('/api/desk/v1/access-log', { params: { query: { ...query, ...(cursor && { cursor }) } } })),
  );
  const set = (name: keyof Filled) => (event: { target: { value: string } }) =>
    setFilled({ ...filled, [name]: event.target.value });
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setSearch(Object.fromEntries(Object.entries(filled).filter(([, value]) => value.trim() !== '')));
          }}
        >
          <div className="admin-form">
            <Field label={t('dossier')} help={t('dossierHelp')}>
              <input data-changes="" value={filled.dossier} maxLength={50} onChange={set('dossier')} />
            </Field>
            <Field label={t('subject')}>
              <input value={filled.subject} maxLength={128} onChange={set('subject')} />
            </Field>
            <Field label={t('purpose')}>
              <input value={filled.purpose} maxLength={100} list="purposes" onChange={set('purpose')} />
              <datalist id="purposes">
                {PURPOSES.map((purpose) => (
                  <option key={purpose}>{purpose}</option>
                ))}
              </datalist>
            </Field>
            <Field label={t('from')}>
              <input type="datetime-local" value={filled.from} onChange={set('from')} />
            </Field>
            <Field label={t('to')}>
              <input type="datetime-local" value={filled.to} onChange={set('to')} />
            </Field>
          </div>
          <div className="admin-buttons">
            <Button type="primary" htmlType="submit">
              {t('search')}
            </Button>
            <Button href={`/api/desk/v1/access-log/export?${new URLSearchParams(query)}`} download>
              {t('export')}
            </Button>
          </div>
        </form>
      </search>
      <Loaded query={looks.query}>{() => <LookTable looks={looks.items} />}</Loaded>
      <MoreButton query={looks.query} />
    </>
  );
}

function filledFrom(search: URLSearchParams): Filled {
  return Object.fromEntries(FIELDS.map((name) => [name, search.get(name) ?? ''])) as Filled;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A dossier is named by its code or by its id. */
function queryOf({ dossier, subject, purpose, from, to }: Filled): Record<string, string> {
  const named = dossier.trim();
  const asked = {
    dossierId: UUID.test(named) ? named : '',
    dossierCode: UUID.test(named) ? '' : named,
    subject: subject.trim(),
    purpose: purpose.trim(),
    from: instantOf(from) ?? '',
    to: instantOf(to) ?? '',
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

function LookTable({ looks }: { looks: readonly Look[] }) {
  const t = useAccessLogTexts();
  const columns: readonly Column<Look>[] = [
    { title: t('at'), of: ({ happenedAt }) => <Moment at={happenedAt} /> },
    { title: t('subject'), of: ({ subject }) => <code>{subject}</code> },
    { title: t('roles'), of: ({ roles }) => <RoleNames roles={roles} /> },
    { title: t('purpose'), of: ({ purpose }) => <code>{purpose}</code> },
    {
      title: t('dossier'),
      of: ({ dossierCode, dossierId }) =>
        dossierCode === null ? <ShortId id={dossierId} /> : <span data-changes="">{dossierCode}</span>,
    },
    { title: t('client'), of: ({ clientId }) => clientId ?? '–' },
    { title: t('request'), of: ({ correlationId }) => <ShortId id={correlationId} /> },
  ];
  return <DataTable caption={t('caption')} columns={columns} rows={looks} keyOf={({ id }) => id} empty={t('empty')} />;
}
