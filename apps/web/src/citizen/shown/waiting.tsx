import { Spin } from 'antd';
import { defineTexts } from '../../app/texts.ts';

const useTexts = defineTexts('citizen-waiting', { loading: 'Đang tải' }, { loading: 'Loading' });

export function Waiting() {
  const t = useTexts();
  return (
    <output aria-label={t('loading')}>
      <Spin style={{ display: 'block', margin: '64px auto' }} />
    </output>
  );
}
