import { Mark } from '../shown/mark.tsx';
import type { ReplayJob } from './job.ts';
import { useReplayTexts } from './replays.texts.ts';

const TONES = {
  waiting: 'waits',
  running: 'waits',
  paused: 'bad',
  cancelled: 'plain',
  completed: 'good',
} as const satisfies Record<ReplayJob['status'], string>;

export function StatusTag({ status }: Pick<ReplayJob, 'status'>) {
  const t = useReplayTexts();
  return <Mark tone={TONES[status]}>{t(`status.${status}`)}</Mark>;
}
