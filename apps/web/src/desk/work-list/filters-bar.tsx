import { Checkbox, Select } from 'antd';
import { useId } from 'react';
import { answers } from '../../citizen/declaration/plain.ts';
import { useDirectory } from '../shown/directory.ts';
import { channels, type Status, useStatusTexts } from '../shown/status-texts.ts';
import type { Filters } from './work-list.ts';
import { useWorkListTexts } from './work-list-texts.ts';

const STATUSES = [1, 2, 5, 4, 6, 9, 3, 7, 8, 10] as const satisfies readonly Status[];

interface Bar {
  readonly filters: Filters;
  readonly choose: (filters: Filters) => void;
}

export function FiltersBar({ filters, choose }: Bar) {
  const t = useWorkListTexts();
  const words = useStatusTexts();
  const { data } = useDirectory();
  const set = (change: Partial<Record<keyof Filters, string | undefined>>) =>
    choose(without({ ...filters, ...change }));
  const named = (list: readonly { code: string; name: string }[] = []) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  const handlers = [
    { value: 'me', label: t('handlerMe') },
    { value: 'none', label: t('handlerNone') },
    ...(data?.handlers ?? []).map((account) => ({ value: account, label: account })),
  ];
  const sorts = [
    { value: 'due', label: t('sortDue') },
    { value: 'received', label: t('sortReceived') },
    { value: '-received', label: t('sortReceivedLast') },
  ];
  return (
    <section className="filters" aria-label={t('filters')}>
      <Choice
        label={t('status')}
        any={t('anyStatus')}
        value={filters.status}
        options={STATUSES.map((status) => ({ value: String(status), label: words(`status.s${status}`) }))}
        onChange={(status) => set({ status })}
      />
      <Choice
        label={t('procedure')}
        any={t('any')}
        value={filters.procedure}
        options={named(data?.procedures)}
        onChange={(procedure) => set({ procedure })}
      />
      <Choice
        label={t('unit')}
        any={t('any')}
        value={filters.unit}
        options={named(data?.units)}
        onChange={(unit) => set({ unit })}
      />
      <Choice
        label={t('handler')}
        any={t('any')}
        value={filters.handler}
        options={handlers}
        onChange={(handler) => set({ handler })}
      />
      <Choice
        label={t('channel')}
        any={t('any')}
        value={filters.channel}
        options={channels.map((channel) => ({ value: channel, label: words(`channel.${channel}`) }))}
        onChange={(channel) => set({ channel })}
      />
      <Choice
        label={t('sort')}
        any={undefined}
        value={filters.sort ?? 'due'}
        options={sorts}
        onChange={(sort) => set({ sort })}
      />
      <fieldset aria-label={t('only')}>
        <Checkbox
          checked={filters.overdue === 'true'}
          onChange={({ target }) => set({ overdue: target.checked ? 'true' : undefined })}
        >
          {t('overdue')}
        </Checkbox>
        <Checkbox
          checked={filters.tasks === 'open'}
          onChange={({ target }) => set({ tasks: target.checked ? 'open' : undefined })}
        >
          {t('withTasks')}
        </Checkbox>
      </fieldset>
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** What no choice is called; undefined = one must be chosen. */
  readonly any: string | undefined;
  readonly value: string | undefined;
  readonly options: { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
}

function Choice({ label, any, value, options, onChange }: ChoiceProps) {
  const id = useId();
  const all = any === undefined ? options : [{ value: '', label: any }, ...options];
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        value={value ?? ''}
        options={all}
        showSearch={{ filterOption: (typed, option) => answers(String(option?.label ?? ''), typed) }}
        onChange={(chosen: string) => onChange(chosen === '' ? undefined : chosen)}
      />
    </div>
  );
}

function without(filters: Partial<Record<keyof Filters, string | undefined>>): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as Filters;
}
