import type { UseQueryResult } from '@tanstack/react-query';
import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { defineTexts } from '../../app/texts.ts';

const useTexts = defineTexts('admin-loaded', { loading: 'Đang tải' }, { loading: 'Loading' });

/** What a query brought; while it is under way, or when it failed, what there is to say about that. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const t = useTexts();
  if (query.data !== undefined)
    return (
      <>
        <ProblemAlert error={query.error} />
        {children(query.data)}
      </>
    );
  if (query.error !== null) return <ProblemAlert error={query.error} />;
  return (
    <output aria-label={t('loading')}>
      <Spin style={{ display: 'block', margin: '48px auto' }} />
    </output>
  );
}
