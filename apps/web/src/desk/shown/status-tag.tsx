import { Mark, type Tone } from './mark.tsx';
import { type Status, useStatusTexts } from './status-texts.ts';

const TONES: Readonly<Record<Status, Tone>> = {
  1: 'waits',
  2: 'runs',
  3: 'plain',
  4: 'runs',
  5: 'waits',
  6: 'waits',
  7: 'plain',
  8: 'plain',
  9: 'good',
  10: 'plain',
};

export function StatusTag({ status }: { status: number }) {
  const t = useStatusTexts();
  return <Mark tone={TONES[status as Status]}>{t(`status.s${status as Status}`)}</Mark>;
}
