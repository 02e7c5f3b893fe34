import { Button } from 'antd';
import { defineTexts } from '../../../app/texts.ts';
import { When } from '../../shown/when.tsx';
import { useEditing } from './editing.ts';

const useTexts = defineTexts(
  'draft-saving',
  {
    saved: 'Đã lưu nháp lúc',
    pending: 'Đang lưu nháp…',
    failed: 'Chưa lưu được bản nháp.',
    again: 'Lưu lại',
    keeps: 'Bản nháp được giữ kín đến',
  },
  {
    saved: 'Draft saved at',
    pending: 'Saving the draft…',
    failed: 'The draft could not be saved.',
    again: 'Save again',
    keeps: 'The draft is kept sealed until',
  },
);

export function SavingLine() {
  const t = useTexts();
  const { saving, flush, draft } = useEditing();
  return (
    <p className="saving-line" aria-live="polite">
      {saving.state === 'saved' && (
        <>
          {t('saved')} <When at={saving.at} />. {t('keeps')} <When at={draft.expiresAt} day />.
        </>
      )}
      {saving.state === 'pending' && t('pending')}
      {saving.state === 'failed' && (
        <>
          {t('failed')} <Button onClick={() => void flush()}>{t('again')}</Button>
        </>
      )}
    </p>
  );
}
