import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { bodyOf, desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';
import { type Column, DataTable } from '../shown/data-table.tsx';
import { Field } from '../shown/field.tsx';
import { Figure, ShortId } from '../shown/figure.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { Moment } from '../shown/moment.tsx';
import { MoreButton } from '../shown/more-button.tsx';
import { usePaged } from '../shown/paged.ts';
import { RoleNames } from '../shown/role-names.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { useAccountTexts } from './accounts.texts.ts';

type Account = components['schemas']['SeenAccount'];

export function AccountsPage() {
  const t = useAccountTexts();
  const [search, setSearch] = useSearchParams();
  const subject = search.get('subject') ?? '';
  const [filled, setFilled] = useState(subject);
  const [chosen, setChosen] = useState<string>();
  const accounts = usePaged(['admin', 'accounts', subject], (cursor) =>
    bodyOf(
      desk.GET('/api/desk/v1/accounts', {
        params: { query: { ...(subject && { subject }), ...(cursor && { cursor }) } },
      }),
    ),
  );
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(filled.trim() === '' ? {} : { subject: filled.trim() });
        }}
      >
        <div className="admin-form">
          <Field label={t('subject')}>
            <input value={filled} maxLength={128} onChange={({ target: { value } }) => setFilled(value)} />
          </Field>
        </div>
        <Button htmlType="submit">{t('search')}</Button>
      </form>
      <Loaded query={accounts.query}>{() => <AccountTable accounts={accounts.items} onChosen={setChosen} />}</Loaded>
      <MoreButton query={accounts.query} />
      {chosen !== undefined && <AccountDialog subject={chosen} onClosed={() => setChosen(undefined)} />}
    </>
  );
}

function AccountTable({ accounts, onChosen }: { accounts: readonly Account[]; onChosen: (subject: string) => void }) {
  const t = useAccountTexts();
  const columns: readonly Column<Account>[] = [
    { title: t('subject'), of: ({ subject }) => <code>{subject}</code> },
    { title: t('roles'), of: ({ roles }) => <RoleNames roles={roles} /> },
    { title: t('actions'), of: ({ actions }) => <Figure value={actions} changes />, figure: true },
    {
      title: t('lastAction'),
      of: ({ lastAction }) =>
        lastAction === null ? (
          t('never')
        ) : (
          <>
            {lastAction.type}, <Moment at={lastAction.at} />
          </>
        ),
    },
    {
      title: t('lastLook'),
      of: ({ lastLook }) =>
        lastLook === null ? (
          t('never')
        ) : (
          <>
            <code>{lastLook.purpose}</code> <ShortId id={lastLook.dossierId} />, <Moment at={lastLook.at} />
          </>
        ),
    },
    {
      title: t('more'),
      of: ({ subject }) => (
        <Button size="small" onClick={() => onChosen(subject)} aria-label={`${t('history')}: ${subject}`}>
          {t('history')}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={accounts}
      keyOf={({ subject }) => subject}
      empty={t('empty')}
    />
  );
}
