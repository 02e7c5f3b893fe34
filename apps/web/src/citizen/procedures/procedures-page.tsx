import { Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { defineTexts } from '../../app/texts.ts';
import { Waiting } from '../shown/waiting.tsx';
import { useWords } from '../shown/words.ts';
import { useProcedures } from './procedures.ts';
import '../shown/citizen.css';

const useTexts = defineTexts(
  'procedures',
  {
    title: 'Chọn thủ tục',
    search: 'Tìm thủ tục',
    searchMore: 'Gõ vài từ của tên thủ tục, có dấu hoặc không dấu, ví dụ: khai sinh.',
    found_one: '{{count}} thủ tục',
    found_other: '{{count}} thủ tục',
    none: 'Không có thủ tục nào khớp. Hãy thử từ khác.',
  },
  {
    title: 'Choose a procedure',
    search: 'Search procedures',
    searchMore: 'A few words of the Vietnamese or English name, with or without diacritics, e.g. birth.',
    found_one: '{{count}} procedure',
    found_other: '{{count}} procedures',
    none: 'No procedure fits. Please try other words.',
  },
);

export function ProceduresPage() {
  const t = useTexts();
  const words = useWords();
  const [search, setSearch] = useState('');
  const { data, error } = useProcedures(useDeferredValue(search.trim()));
  return (
    <div className="narrow stack">
      <h1>{t('title')}</h1>
      <div className="question">
        <label htmlFor="procedure-search">{t('search')}</label>
        <p className="help" id="procedure-search-help">
          {t('searchMore')}
        </p>
        <Input
          id="procedure-search"
          type="search"
          aria-describedby="procedure-search-help"
          maxLength={200}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <ProblemAlert error={error} />
      {data === undefined && error === null && <Waiting />}
      {data !== undefined && (
        <>
          <output>{data.items.length === 0 ? t('none') : t('found', { count: data.items.length })}</output>
          <ul className="plain-list">
            {data.items.map(({ code, name, field }) => (
              <li key={code}>
                <h2>
                  <Link to={`/procedures/${code}`}>{words(name)}</Link>
                </h2>
                {field.name} · {code}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
