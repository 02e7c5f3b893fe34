import { Alert } from 'antd';
import { defineTexts } from '../../../app/texts.ts';
import { money } from '../../shown/money.ts';
import type { OwnDossier } from '../own-dossiers.ts';

const useTexts = defineTexts(
  'own-payments',
  {
    title: 'Thanh toán',
    ask: 'Cần thanh toán {{amount}}',
    how: 'Nộp tại bộ phận một cửa hoặc chuyển khoản theo hướng dẫn của cán bộ, kèm mã số hồ sơ. Hồ sơ được giải quyết tiếp khi tiền đã được ghi nhận.',
    pending: 'Chờ thanh toán: {{amount}}',
    paid: 'Đã thanh toán: {{amount}}',
    cancelled: 'Đã hủy yêu cầu: {{amount}}',
    refunded: 'Đã hoàn: {{amount}}',
  },
  {
    title: 'Payment',
    ask: 'You are asked to pay {{amount}}',
    how: 'Pay at the desk, or by transfer as the officer tells you, with the dossier code. Work goes on when the money has been recorded.',
    pending: 'To be paid: {{amount}}',
    paid: 'Paid: {{amount}}',
    cancelled: 'No longer demanded: {{amount}}',
    refunded: 'Given back: {{amount}}',
  },
);

/** What is to be paid and what was. */
export function Payments({ payments }: { payments: OwnDossier['payments'] }) {
  const t = useTexts();
  if (payments.length === 0) return null;
  const due = payments.filter(({ state }) => state === 'pending').reduce((sum, { amount }) => sum + amount, 0);
  return (
    <section>
      <h2>{t('title')}</h2>
      {due > 0 && <Alert type="warning" showIcon title={t('ask', { amount: money(due) })} description={t('how')} />}
      <ul>
        {payments.map(({ paymentId, state, amount }) => (
          <li key={paymentId}>{t(state, { amount: money(amount) })}</li>
        ))}
      </ul>
    </section>
  );
}
