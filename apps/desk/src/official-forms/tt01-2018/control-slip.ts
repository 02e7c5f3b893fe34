import type { Content } from 'pdfmake/interfaces.js';
import { handOverLines } from '../issued/hand-overs.js';
import type { FormTemplate, PaperView } from '../paper-view.js';
import { field, grid } from './frame.js';
import { KEPT, momentOf, unitName } from './words.js';

/** Lines to go on with by hand. */
const EMPTY_LINES = 2;
/** Room for a signature. */
const ROW_POINTS = 32;

/** Phiếu kiểm soát quá trình giải quyết hồ sơ. @law TT 01/2018/TT-VPCP art. 9, form 05 */
export const controlSlip: FormTemplate = {
  title: 'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
  issuer: 'desk',
  number: () => 'Số: ............/BPTNTKQ',
  signers: [],
  body: (view) => {
    const { paper, procedure, catalogue } = view;
    const { acceptance, resolvingUnit } = paper.dossier;
    return [
      field('Thủ tục', `${procedure.name.vi} (${procedure.code})`),
      field('Cơ quan giải quyết hồ sơ', unitName(resolvingUnit, catalogue)),
      field('Cơ quan phối hợp giải quyết', asked(view)),
      field('Thời gian nhận hồ sơ', acceptance === null ? null : momentOf(acceptance.acceptedAt)),
      field('Thời gian hẹn trả kết quả', acceptance === null ? null : momentOf(acceptance.due.dueAt)),
      steps(view),
    ];
  },
};

function asked({ paper, catalogue }: PaperView): string {
  return [...new Set(paper.dossier.opinions.map(({ toUnit }) => unitName(toUnit, catalogue)))].join('; ');
}

function steps({ events, catalogue }: PaperView): Content {
  const lines = handOverLines(events, catalogue).map(({ fromUnit, toUnit, at, kept, note }) => [
    [`Giao: ${unitName(fromUnit, catalogue)}`, `Nhận: ${unitName(toUnit, catalogue)}`],
    momentOf(at),
    kept === null ? '' : KEPT[kept],
    note ?? '',
    '',
    '',
  ]);
  const empty = Array.from({ length: EMPTY_LINES }, () => [['Giao:', 'Nhận:'], '', '', '', '', '']);
  const heads = [
    'Bên giao, bên nhận',
    'Thời gian giao, nhận',
    'Kết quả',
    'Ghi chú',
    'Người giao (ký)',
    'Người nhận (ký)',
  ];
  return grid(heads, [...lines, ...empty], ['*', 66, 36, 62, 42, 42], ROW_POINTS);
}
