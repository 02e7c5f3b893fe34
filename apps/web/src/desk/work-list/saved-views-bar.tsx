import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { DeskDialog } from '../shown/desk-dialog.tsx';
import { type Filters, filterText, useForgetView, useSavedViews, useSaveView } from './work-list.ts';
import { useWorkListTexts } from './work-list-texts.ts';

/** Filters under a name of the officer's own. */
export function SavedViewsBar({ filters, choose }: { filters: Filters; choose: (filters: Filters) => void }) {
  const t = useWorkListTexts();
  const { data } = useSavedViews();
  const views = data?.items ?? [];
  const chosen = views.find((view) => filterText(view.filters) === filterText(filters));
  return (
    <>
      {views.length > 0 && (
        <Select
          aria-label={t('saved')}
          placeholder={t('choose')}
          style={{ minWidth: 200 }}
          value={chosen?.viewId ?? null}
          options={views.map(({ viewId, name }) => ({ value: viewId, label: name }))}
          onChange={(viewId: string) => choose(views.find((view) => view.viewId === viewId)?.filters ?? {})}
        />
      )}
      {chosen === undefined ? <Save filters={filters} /> : <Forget viewId={chosen.viewId} />}
    </>
  );
}

function Save({ filters }: { filters: Filters }) {
  const t = useWorkListTexts();
  const [saving, setSaving] = useState(false);
  if (Object.keys(filters).length === 0) return null;
  return (
    <>
      <Button onClick={() => setSaving(true)}>{t('save')}</Button>
      {saving && <SaveDialog filters={filters} close={() => setSaving(false)} />}
    </>
  );
}

function Forget({ viewId }: { viewId: string }) {
  const t = useWorkListTexts();
  const forget = useForgetView();
  return (
    <>
      <Button onClick={() => forget.mutate(viewId)} loading={forget.isPending}>
        {t('forget')}
      </Button>
      <ProblemAlert error={forget.error} />
    </>
  );
}

function SaveDialog({ filters, close }: { filters: Filters; close: () => void }) {
  const t = useWorkListTexts();
  const save = useSaveView();
  const [name, setName] = useState('');
  const [viewId] = useState(() => crypto.randomUUID());
  return (
    <DeskDialog
      title={t('saveTitle')}
      closeText={t('cancel')}
      close={close}
      act={{
        text: t('saveButton'),
        busy: save.isPending,
        ready: name.trim() !== '',
        run: () => save.mutate({ viewId, name: name.trim(), filters }, { onSuccess: close }),
      }}
    >
      <div className="command-field">
        <label htmlFor="view-name">{t('name')}</label>
        <p className="help" id="view-name-help">
          {t('nameMore')}
        </p>
        <Input
          id="view-name"
          aria-describedby="view-name-help"
          maxLength={60}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <ProblemAlert error={save.error} />
    </DeskDialog>
  );
}
