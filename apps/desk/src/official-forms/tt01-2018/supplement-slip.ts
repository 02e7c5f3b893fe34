import type { DossierEvent } from '@motcua/domain';
import type { FormTemplate, PaperView } from '../paper-view.js';
import { personalOf } from '../paper-view.js';
import { beside, field, numbered, paragraph, strongField } from './frame.js';
import { BLANK, momentOf, SHORT_BLANK } from './words.js';

type Asked = Extract<DossierEvent, { type: 'SupplementRequested' }>;

/** Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. @law TT 01/2018/TT-VPCP art. 9, form 02 */
export const supplementSlip: FormTemplate = {
  title: 'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
  issuer: 'desk',
  number: () => 'Số: ............/HDHS',
  signers: [{ title: 'NGƯỜI HƯỚNG DẪN', how: '(Ký và ghi rõ họ tên)' }],
  body: (view) => {
    const { itemTexts, reason } = personalOf<NonNullable<Asked['personal']>>(view);
    return [
      ...applicantFields(view),
      { text: 'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:', margin: [0, 4, 0, 2] },
      numbered(itemTexts === undefined || itemTexts.length === 0 ? [BLANK] : itemTexts),
      field('Lý do', reason),
      strongField('Thời hạn bổ sung', `trước ${momentOf(dueOf(view))}`),
      paragraph(
        `Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với ${BLANK} số điện thoại ${SHORT_BLANK}${SHORT_BLANK} để được hướng dẫn.`,
      ),
    ];
  },
};

/** Whose dossier it is and what it asks for, as forms 02 and 03 begin. */
export function applicantFields({ people, procedure }: PaperView) {
  const applicant = people.applicant;
  return [
    strongField('Hồ sơ của', applicant.fullName),
    field('Địa chỉ', applicant.address),
    beside(field('Số điện thoại', applicant.phone), field('Email', applicant.email)),
    field('Thủ tục', `${procedure.name.vi} (${procedure.code})`),
    field('Nội dung yêu cầu giải quyết', people.matter),
  ];
}

function dueOf({ paper }: PaperView): string {
  return (paper.fact as Asked).data.due.dueAt;
}
