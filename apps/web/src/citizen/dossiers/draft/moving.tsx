import { Button } from 'antd';
import { defineTexts } from '../../../app/texts.ts';
import { useEditing } from './editing.ts';

const useTexts = defineTexts(
  'draft-moving',
  { next: 'Tiếp tục', back: 'Quay lại' },
  { next: 'Continue', back: 'Back' },
);

/** To the next and the previous screen. Going back loses nothing and demands nothing. */
export function Moving({ from, mayLeave }: { from: string; mayLeave: () => boolean }) {
  const t = useTexts();
  const { screens, go } = useEditing();
  const place = screens.indexOf(from);
  const before = screens[place - 1];
  const next = screens[place + 1];
  return (
    <div className="row moving">
      {next !== undefined && (
        <Button type="primary" size="large" onClick={() => mayLeave() && go(next)}>
          {t('next')}
        </Button>
      )}
      {before !== undefined && (
        <Button size="large" onClick={() => go(before)}>
          {t('back')}
        </Button>
      )}
    </div>
  );
}
