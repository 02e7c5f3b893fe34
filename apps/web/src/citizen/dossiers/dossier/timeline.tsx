import { Timeline as Line } from 'antd';
import { defineTexts } from '../../../app/texts.ts';
import { When } from '../../shown/when.tsx';
import type { OwnDossier } from '../own-dossiers.ts';

const useTexts = defineTexts(
  'own-timeline',
  {
    title: 'Diễn biến',
    reason: 'Lý do: {{reason}}',
    note: 'Ghi chú: {{note}}',
    DossierSubmitted: 'Hồ sơ được nộp.',
    DossierCodeAssigned: 'Hồ sơ được cấp mã số.',
    AttachmentAdded: 'Thêm một bản quét vào hồ sơ.',
    DossierAccepted: 'Bộ phận một cửa tiếp nhận hồ sơ.',
    IntakeRefused: 'Bộ phận một cửa không tiếp nhận hồ sơ.',
    DossierWithdrawn: 'Hồ sơ được rút theo yêu cầu.',
    SupplementRequested: 'Có yêu cầu bổ sung hồ sơ.',
    SupplementSubmitted: 'Đã gửi phần bổ sung.',
    SupplementCompleted: 'Phần bổ sung đã đầy đủ.',
    SupplementLapsed: 'Quá hạn bổ sung.',
    DueDateExtended: 'Ngày hẹn trả kết quả được gia hạn.',
    DueDateMoved: 'Ngày hẹn trả kết quả được lùi vì hệ thống ngừng hoạt động.',
    DossierStopped: 'Việc giải quyết hồ sơ dừng lại.',
    DossierReopened: 'Hồ sơ được giải quyết tiếp.',
    PaymentRequested: 'Có yêu cầu thanh toán.',
    PaymentConfirmed: 'Đã nhận thanh toán.',
    PaymentCancelled: 'Yêu cầu thanh toán được hủy.',
    PaymentRefunded: 'Tiền đã được hoàn.',
    ResultSigned: 'Kết quả đã được ký.',
    ResultReturned: 'Kết quả đã được trả.',
    ResultCorrected: 'Kết quả được đính chính.',
    ResultRevoked: 'Kết quả bị thu hồi.',
    DossierRated: 'Đã đánh giá việc phục vụ.',
  },
  {
    title: 'What happened',
    reason: 'Reason: {{reason}}',
    note: 'Note: {{note}}',
    DossierSubmitted: 'The dossier was submitted.',
    DossierCodeAssigned: 'The dossier got its code.',
    AttachmentAdded: 'A scan was added to the dossier.',
    DossierAccepted: 'The desk accepted the dossier.',
    IntakeRefused: 'The desk did not accept the dossier.',
    DossierWithdrawn: 'The dossier was withdrawn.',
    SupplementRequested: 'You were asked to complete the dossier.',
    SupplementSubmitted: 'Your answer was sent.',
    SupplementCompleted: 'Your answer was found complete.',
    SupplementLapsed: 'The time to complete the dossier passed.',
    DueDateExtended: 'The due date was extended.',
    DueDateMoved: 'The due date was moved, because the systems were down.',
    DossierStopped: 'Work on the dossier was stopped.',
    DossierReopened: 'Work on the dossier goes on.',
    PaymentRequested: 'You were asked to pay.',
    PaymentConfirmed: 'The payment was received.',
    PaymentCancelled: 'The demand for payment was cancelled.',
    PaymentRefunded: 'The money was given back.',
    ResultSigned: 'The result was signed.',
    ResultReturned: 'The result was handed over.',
    ResultCorrected: 'The result was corrected.',
    ResultRevoked: 'The result was revoked.',
    DossierRated: 'The service was rated.',
  },
);

/** What was said to the applicant and by him, the latest first. */
export function Timeline({ facts }: { facts: OwnDossier['facts'] }) {
  const t = useTexts();
  const items = facts.toReversed().map(({ version, type, recordedAt, personal }) => ({
    key: version,
    content: (
      <>
        <When at={recordedAt} /> <div>{t(type as 'DossierSubmitted')}</div>
        <Said words={personal} />
      </>
    ),
  }));
  return (
    <section>
      <h2>{t('title')}</h2>
      <Line items={items} />
    </section>
  );
}

function Said({ words }: { words: OwnDossier['facts'][number]['personal'] }) {
  const t = useTexts();
  const reason = textOf(words?.['reason']);
  const note = textOf(words?.['note']);
  return (
    <>
      {reason !== '' && <div>{t('reason', { reason })}</div>}
      {note !== '' && <div>{t('note', { note })}</div>}
    </>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
