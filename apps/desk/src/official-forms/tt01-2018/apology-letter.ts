import type { DossierEvent } from '@motcua/domain';
import { personalOf, type FormTemplate } from '../paper-view.js';
import { field, paragraph, strongField } from './frame.js';
import { BLANK, momentOf, orBlank, unitName } from './words.js';

type Extended = Extract<DossierEvent, { type: 'DueDateExtended' }>;

/** Phiếu xin lỗi và hẹn lại ngày trả kết quả. @law TT 01/2018/TT-VPCP art. 9, form 04; NĐ 61/2018/NĐ-CP art. 19.9 */
export const apologyLetter: FormTemplate = {
  title: 'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
  issuer: 'agency',
  number: ({ paper }) => `Số: ${orBlank((paper.fact as Extended).data.apologyNumber, '............/PXL')}`,
  signers: [{ title: 'THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ', how: '(Ký, ghi rõ họ tên và đóng dấu)' }],
  body: (view) => {
    const { paper, people, procedure, dossierCode, catalogue } = view;
    const { acceptance, receivingUnit } = paper.dossier;
    const agency = unitName(paper.unitCode, catalogue);
    const applicant = people.applicant.fullName;
    return [
      strongField('Kính gửi', applicant),
      paragraph(
        `${unitName(receivingUnit, catalogue)} đã tiếp nhận hồ sơ đề nghị giải quyết thủ tục "${procedure.name.vi}" của Ông/Bà; mã hồ sơ: ${dossierCode}.`,
      ),
      field('Thời gian nhận hồ sơ', acceptance === null ? null : momentOf(acceptance.acceptedAt)),
      field('Thời gian hẹn trả kết quả', paper.dueBefore === null ? null : momentOf(paper.dueBefore)),
      paragraph(
        `Đến nay, ${agency} chưa thể trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời gian ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.`,
      ),
      field('Lý do', personalOf<NonNullable<Extended['personal']>>(view).reason),
      field('Cơ quan, đơn vị chậm giải quyết', agency),
      paragraph(
        `Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà. ${agency} xin lỗi Ông/Bà và hẹn lại thời gian trả kết quả như sau:`,
      ),
      strongField('Thời gian trả kết quả mới', `sau ${momentOf((paper.fact as Extended).data.due.dueAt)}`),
      paragraph('Mong nhận được sự thông cảm của Ông/Bà vì sự chậm trễ này.'),
      { text: 'Nơi nhận:', bold: true, italics: true, fontSize: 8, margin: [0, 4, 0, 0] },
      {
        ul: ['Như trên', `${unitName(receivingUnit, catalogue)} (Bộ phận tiếp nhận và trả kết quả)`, `Lưu: ${BLANK}`],
        fontSize: 8,
      },
    ];
  },
};
