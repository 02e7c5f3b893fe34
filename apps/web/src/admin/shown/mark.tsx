import type { ReactNode } from 'react';

/** A state in one word, with a colour that says how it is; every pair of colours has a contrast of 4.5:1 or better. */
export function Mark({ tone, children }: { tone: 'good' | 'bad' | 'waits' | 'plain'; children: ReactNode }) {
  return <span className={`mark mark-${tone}`}>{children}</span>;
}
