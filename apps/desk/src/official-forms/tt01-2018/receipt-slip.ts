import type { SubmittedComponent } from '@motcua/domain';
import type { Content } from 'pdfmake/interfaces.js';
import type { FormTemplate, PaperView } from '../paper-view.js';
import { beside, field, grid, strongField } from './frame.js';
import { SHORT_BLANK, limitOf, moneyOf, momentOf, unitName, wayOf } from './words.js';

/** Giấy tiếp nhận hồ sơ và hẹn trả kết quả. @law TT 01/2018/TT-VPCP art. 9, form 01 */
export const receiptSlip: FormTemplate = {
  title: 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
  issuer: 'desk',
  number: () => 'Số: ............/BPTNTKQ',
  signers: [
    { title: 'NGƯỜI NỘP HỒ SƠ', how: '(Ký và ghi rõ họ tên)' },
    { title: 'NGƯỜI TIẾP NHẬN HỒ SƠ', how: '(Ký và ghi rõ họ tên)' },
  ],
  body: (view) => [...who(view), ...what(view), ...papers(view), ...dates(view)],
};

function who({ paper, people, catalogue }: PaperView): Content[] {
  const submitter = people.submitter;
  const applicant = people.applicant;
  return [
    field('Bộ phận tiếp nhận và trả kết quả', unitName(paper.unitCode, catalogue)),
    strongField('Tiếp nhận hồ sơ của', submitter.fullName),
    field('Địa chỉ', submitter.address),
    beside(field('Số điện thoại', submitter.phone), field('Email', submitter.email)),
    field('Số định danh cá nhân/CCCD', submitter.personalId),
    strongField('Chủ hồ sơ', applicant.fullName),
    field('Địa chỉ chủ hồ sơ', applicant.address),
  ];
}

function what({ people, procedure, paper }: PaperView): Content[] {
  const { feeCollect, feeAmount, payments } = paper.dossier;
  const paid = payments.filter(({ state }) => state === 'paid').reduce((sum, { amount }) => sum + amount, 0);
  return [
    field('Thủ tục', `${procedure.name.vi} (${procedure.code})`),
    field('Nội dung yêu cầu giải quyết', people.matter),
    field('Phí, lệ phí', feeOf(feeCollect, feeAmount, paid)),
  ];
}

function feeOf(collect: 'before' | 'after' | 'exempt', amount: number, paid: number): string {
  const settled = paid > 0 ? `; đã nộp ${moneyOf(paid)}` : '';
  switch (collect) {
    case 'before':
      return `${moneyOf(amount)}, nộp trước khi giải quyết${settled}`;
    case 'after':
      return `${moneyOf(amount)}, nộp khi nhận kết quả${settled}`;
    case 'exempt':
      return 'Không phải nộp';
  }
}

/** The copies that were counted; columns that nobody counted stay empty. */
function papers({ paper, procedure }: PaperView): Content[] {
  const { components } = paper.dossier;
  const codes = [...new Set(components.map(({ componentCode }) => componentCode))];
  const rows = codes.map((code, index) => {
    const slot = components.filter(({ componentCode }) => componentCode === code);
    const name = procedure.components.find((one) => one.code === code)?.name.vi ?? code;
    return [String(index + 1), `${name}${heldAs(slot)}`, ...counted(slot)];
  });
  const heads = ['STT', 'Thành phần hồ sơ nộp', 'Bản chính', 'Bản chứng thực', 'Bản sao'];
  return [
    { text: 'Thành phần hồ sơ nộp gồm:', margin: [0, 2, 0, 0] },
    grid(heads, rows.length === 0 ? [['', '', '', '', '']] : rows, [20, '*', 38, 42, 36]),
  ];
}

function counted(slot: readonly SubmittedComponent[]): string[] {
  const copies = slot.flatMap((one) => one.copies ?? []);
  if (copies.length === 0) return ['', '', ''];
  return (['originals', 'certified', 'photocopies'] as const).map((kind) =>
    String(copies.reduce((sum, one) => sum + one[kind], 0)),
  );
}

function heldAs(slot: readonly SubmittedComponent[]): string {
  const files = slot.filter(({ source }) => source === 'upload').length;
  if (files > 0) return ` (${files} tệp điện tử)`;
  return slot.some(({ source }) => source === 'database') ? ' (tra cứu từ cơ sở dữ liệu)' : ' (xuất trình)';
}

function dates({ paper, procedure, catalogue, trackingSite }: PaperView): Content[] {
  const { acceptance, procedureCase, returnMethod, receivingUnit } = paper.dossier;
  const limit = procedure.cases.find(({ code }) => code === procedureCase)?.resolution;
  return [
    beside(
      field('Số lượng hồ sơ', undefined, `${SHORT_BLANK} (bộ)`),
      field('Thời gian giải quyết hồ sơ theo quy định', limit === undefined ? null : limitOf(limit)),
    ),
    strongField('Thời gian nhận hồ sơ', acceptance === null ? null : momentOf(acceptance.acceptedAt)),
    strongField(
      'Thời gian trả kết quả giải quyết hồ sơ',
      acceptance === null ? null : `sau ${momentOf(acceptance.due.dueAt)}`,
    ),
    field('Đăng ký nhận kết quả', wayOf(returnMethod, unitName(receivingUnit, catalogue))),
    field('Tra cứu tình trạng hồ sơ tại', trackingSite),
    field('Điện thoại hỗ trợ', null),
  ];
}
