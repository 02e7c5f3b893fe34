import { Badge } from 'antd';
import { defineTexts } from '../../app/texts.ts';
import type { Listening } from './use-changes.ts';

const useTexts = defineTexts(
  'desk-live',
  { live: 'Tự cập nhật', connecting: 'Đang nối lại', off: 'Không tự cập nhật' },
  { live: 'Updates by itself', connecting: 'Connecting again', off: 'Does not update by itself' },
);

/** Whether what stands on the page follows what others do. */
export function LiveMark({ state }: { state: Listening }) {
  const t = useTexts();
  const status = state === 'live' ? 'success' : state === 'off' ? 'error' : 'processing';
  return (
    <span className="live-mark" data-live={state}>
      <Badge status={status} text={t(state)} />
    </span>
  );
}
