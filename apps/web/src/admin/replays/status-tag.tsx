import { Tag } from 'antd';
import type { ReplayJob } from './job.ts';
import { useReplayTexts } from './replays.texts.ts';

const COLOURS: Readonly<Record<ReplayJob['status'], string>> = {
  waiting: 'gold',
  running: 'blue',
  paused: 'orange',
  cancelled: 'default',
  completed: 'green',
};

export function StatusTag({ status }: Pick<ReplayJob, 'status'>) {
  const t = useReplayTexts();
  return <Tag color={COLOURS[status]}>{t(`status.${status}`)}</Tag>;
}
