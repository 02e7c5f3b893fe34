import { Steps } from 'antd';
import { defineTexts } from '../../app/texts.ts';
import { degreeOf } from './status-texts.ts';

const useTexts = defineTexts(
  'degree',
  {
    title: 'Mức độ hoàn thành: {{done}} trên 4',
    received: 'Đã nộp',
    accepted: 'Tiếp nhận',
    settled: 'Giải quyết',
    result: 'Có kết quả',
    returned: 'Trả kết quả',
  },
  {
    title: 'Degree of completion: {{done}} of 4',
    received: 'Submitted',
    accepted: 'Accepted',
    settled: 'Being settled',
    result: 'Result',
    returned: 'Handed over',
  },
);

const STAGES = ['received', 'accepted', 'settled', 'result', 'returned'] as const;

/** The degree of completion, which everybody may know who has the code. @law TT 01/2018/TT-VPCP art. 16.2.d */
export function Degree({ status, isAccepted = false }: { status: number | null; isAccepted?: boolean }) {
  const t = useTexts();
  const degree = degreeOf(status, isAccepted);
  if (degree === undefined) return null;
  return (
    <section aria-label={t('title', { done: degree })}>
      <p>{t('title', { done: degree })}</p>
      <Steps
        size="small"
        responsive
        current={degree}
        status={degree === STAGES.length - 1 ? 'finish' : 'process'}
        items={STAGES.map((stage) => ({ title: t(stage) }))}
      />
    </section>
  );
}
