import { useState } from 'react';
import { defineTexts } from '../../app/texts.ts';
import type { ShownDue } from '../dossiers/own-dossiers.ts';
import { When } from './when.tsx';

const useTexts = defineTexts(
  'due',
  {
    intakeAnswer: 'Bộ phận một cửa trả lời trước',
    supplement: 'Anh/chị bổ sung trước',
    resolution: 'Hẹn trả kết quả',
    why: 'Vì sao là ngày này?',
    from: 'Tính từ',
    workingDay: '{{amount}} ngày làm việc, không tính thứ bảy, chủ nhật và ngày lễ.',
    workingHour: '{{amount}} giờ làm việc, chỉ tính trong giờ hành chính.',
    calendarDay: '{{amount}} ngày, tính cả ngày nghỉ; nếu rơi vào ngày nghỉ thì là ngày làm việc tiếp theo.',
    sameDay: 'Giải quyết trong ngày; nhận sau giờ quy định thì là ngày làm việc tiếp theo.',
    wallClockHour: '{{amount}} giờ liên tục.',
    outage: 'Ngày hẹn được lùi thêm {{amount}} giờ làm việc vì hệ thống ngừng hoạt động.',
    pause: 'Thời gian chờ bổ sung ({{amount}} ngày làm việc) không tính vào thời hạn.',
    extension: 'Ngày hẹn đã được gia hạn, có thư xin lỗi.',
    counted: 'Các ngày được tính: {{days}}.',
    skipped: 'Các ngày không tính:',
    weekend: 'cuối tuần',
  },
  {
    intakeAnswer: 'The desk answers before',
    supplement: 'You complete it before',
    resolution: 'The result is due',
    why: 'Why this date?',
    from: 'Counted from',
    workingDay: '{{amount}} working days, without weekends and holidays.',
    workingHour: '{{amount}} working hours, counted within office hours.',
    calendarDay: '{{amount}} days, days off included; when the last one is a day off, the next working day.',
    sameDay: 'Settled the same day; received after the set hour, the next working day.',
    wallClockHour: '{{amount}} hours on end.',
    outage: 'Moved by {{amount}} working hours, because the systems were down.',
    pause: 'The wait for your answer ({{amount}} working days) does not count.',
    extension: 'The date was extended, with a letter of apology.',
    counted: 'Days that count: {{days}}.',
    skipped: 'Days that do not count:',
    weekend: 'weekend',
  },
);

/** A date that somebody waits for, and why it is this one. */
export function DueExplanation({ due }: { due: ShownDue }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <p>
        {t(due.what)}{' '}
        <strong>
          <When at={due.dueAt} />
        </strong>
      </p>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('why')}</summary>
        {open && <Reasons due={due} />}
      </details>
    </div>
  );
}

function Reasons({ due }: { due: ShownDue }) {
  const t = useTexts();
  const reason = (text: string): string => (text === 'weekend' ? t('weekend') : text);
  return (
    <>
      <p>
        {t('from')} <When at={due.countedFrom} />. {t(due.rule, { amount: due.amount })}
      </p>
      {due.countedDays.length > 0 && (
        <p data-changes>{t('counted', { days: due.countedDays.map(dayOf).join(', ') })}</p>
      )}
      {due.skippedDays.length > 0 && (
        <>
          <p>{t('skipped')}</p>
          <ul data-changes>
            {due.skippedDays.map(({ date, reason: why }) => (
              <li key={date}>
                {dayOf(date)}: {reason(why)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** 2026-11-24 as 24/11/2026. */
function dayOf(date: string): string {
  return date.split('-').toReversed().join('/');
}
