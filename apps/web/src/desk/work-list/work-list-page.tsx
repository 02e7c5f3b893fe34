import { useQueryClient } from '@tanstack/react-query';
import { Button, Empty, Input } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { DemandRole } from '../../app/demand-role.tsx';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { Waiting } from '../../citizen/shown/waiting.tsx';
import { LiveMark } from '../shown/live-mark.tsx';
import { officers } from '../shown/officers.ts';
import { useChanges } from '../shown/use-changes.ts';
import { CountsBar } from './counts-bar.tsx';
import { DossierTable } from './dossier-table.tsx';
import { FiltersBar } from './filters-bar.tsx';
import { SavedViewsBar } from './saved-views-bar.tsx';
import { type Filters, WORK_LIST, filtersOf, useWorkList } from './work-list.ts';
import { useWorkListTexts } from './work-list-texts.ts';
import '../shown/desk.css';

export function WorkListPage() {
  return (
    <DemandRole roles={officers}>
      <WorkList />
    </DemandRole>
  );
}

function WorkList() {
  const t = useWorkListTexts();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState('');
  const filters = filtersOf(search);
  const choose = (next: Filters) => setSearch(new URLSearchParams(Object.entries(next)), { replace: true });
  const listening = useChanges(() => void queries.invalidateQueries({ queryKey: WORK_LIST }));
  return (
    <>
      <div className="dossier-head">
        <h1>{t('title')}</h1>
        <LiveMark state={listening} />
      </div>
      <CountsBar filters={filters} choose={choose} />
      <div className="toolbar">
        <SearchBox words={words} search={setWords} />
        {(Object.keys(filters).length > 0 || words !== '') && (
          <Button
            onClick={() => {
              choose({});
              setWords('');
            }}
          >
            {t('clear')}
          </Button>
        )}
        <SavedViewsBar filters={filters} choose={choose} />
      </div>
      <FiltersBar filters={filters} choose={choose} />
      <Found filters={filters} words={words} />
    </>
  );
}

/** Words may be names: they travel in the body of a question and stand in no address. */
function SearchBox({ words, search }: { words: string; search: (words: string) => void }) {
  const t = useWorkListTexts();
  const [typed, setTyped] = useState(words);
  const [shown, setShown] = useState(words);
  if (shown !== words) {
    setShown(words);
    setTyped(words);
  }
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(typed.trim());
        }}
      >
        <Input
          aria-label={t('search')}
          placeholder={t('search')}
          value={typed}
          maxLength={200}
          allowClear
          onChange={({ target }) => {
            setTyped(target.value);
            if (target.value === '') search('');
          }}
        />
        <Button htmlType="submit" type="primary">
          {t('searchButton')}
        </Button>
      </form>
    </search>
  );
}

function Found({ filters, words }: { filters: Filters; words: string }) {
  const t = useWorkListTexts();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useWorkList(filters, words);
  if (data === undefined) return error === null ? <Waiting /> : <ProblemAlert error={error} />;
  const { total, overdueTotal: overdue } = data.pages[0]!;
  const items = data.pages.flatMap((page) => page.items);
  return (
    <>
      <ProblemAlert error={error} />
      <DossierTable items={items} caption={t('found', { total, overdue })} />
      {items.length === 0 && <Empty description={t('nothing')} image={Empty.PRESENTED_IMAGE_SIMPLE} />}
      {hasNextPage && (
        <Button style={{ marginTop: 12 }} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}
