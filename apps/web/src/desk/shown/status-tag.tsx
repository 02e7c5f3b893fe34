import { Tag } from 'antd';
import { type Status, useStatusTexts } from './status-texts.ts';

const COLOURS: Readonly<Record<Status, string>> = {
  1: 'gold',
  2: 'blue',
  3: 'default',
  4: 'blue',
  5: 'orange',
  6: 'orange',
  7: 'default',
  8: 'default',
  9: 'green',
  10: 'default',
};

export function StatusTag({ status }: { status: number }) {
  const t = useStatusTexts();
  return (
    <Tag color={COLOURS[status as Status]} className="status-tag">
      {t(`status.s${status as Status}`)}
    </Tag>
  );
}
