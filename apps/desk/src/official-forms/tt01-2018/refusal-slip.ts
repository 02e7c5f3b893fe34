import type { Content } from 'pdfmake/interfaces.js';
import { personalOf, type FormTemplate, type PaperView } from '../paper-view.js';
import { field, paragraph } from './frame.js';
import { applicantFields } from './supplement-slip.js';
import { BLANK, momentOf, SHORT_BLANK, unitName } from './words.js';

/** Phiếu từ chối tiếp nhận giải quyết hồ sơ. @law TT 01/2018/TT-VPCP art. 9, form 03 */
export const refusalSlip: FormTemplate = {
  title: 'PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ',
  issuer: 'desk',
  number: () => 'Số: ............/BPTNTKQ',
  signers: [
    { title: 'NGƯỜI NỘP HỒ SƠ', how: '(Ký và ghi rõ họ tên)' },
    { title: 'NGƯỜI TIẾP NHẬN HỒ SƠ', how: '(Ký và ghi rõ họ tên)' },
  ],
  body: (view) => [
    ...applicantFields(view),
    paragraph(
      `Qua xem xét, ${unitName(view.paper.unitCode, view.catalogue)} ${decisionOf(view)} với lý do cụ thể như sau:`,
    ),
    reasonOf(view),
    paragraph('Xin thông báo cho Ông/Bà được biết và thực hiện.'),
    field('Khi cần hướng dẫn, liên hệ', null, `${BLANK} số điện thoại ${SHORT_BLANK}`),
  ],
};

function decisionOf({ paper: { fact } }: PaperView): string {
  if (fact.type !== 'ResultSigned') return 'thông báo không tiếp nhận, giải quyết hồ sơ này';
  return `thông báo từ chối giải quyết hồ sơ này (văn bản số ${fact.data.document.number})`;
}

function reasonOf(view: PaperView): Content {
  const { events, paper } = view;
  const { fact } = paper;
  const { reason } = personalOf<{ readonly reason: string | null }>(view);
  if (fact.type !== 'SupplementLapsed') return field('Lý do', reason);
  const asked = events.findLast((event) => event.type === 'SupplementRequested');
  const until = asked?.type === 'SupplementRequested' ? ` (${momentOf(asked.data.due.dueAt)})` : '';
  return field('Lý do', `Hồ sơ không được bổ sung, hoàn thiện trong thời hạn đã thông báo${until}`);
}
