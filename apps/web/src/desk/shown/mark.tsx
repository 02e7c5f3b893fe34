import type { ReactNode } from 'react';

export type Tone = 'plain' | 'waits' | 'runs' | 'good' | 'late';

/** A state in a word; the colour only repeats it, and every pair has a contrast of 4.5:1 or better. */
export function Mark({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`desk-mark desk-mark-${tone}`}>{children}</span>;
}
