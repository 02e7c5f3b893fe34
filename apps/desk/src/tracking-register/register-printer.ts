import { Catalogue } from '@motcua/domain';
import { Injectable } from '@nestjs/common';
import type { TDocumentDefinitions, TableCell } from 'pdfmake/interfaces.js';
import { printPdf, printable } from '../official-forms/print/pdf-printer.js';
import { registerColumns } from './register-columns.js';
import type { RegisterScope } from './register.reader.js';
import type { RegisterLine } from './tracking-register.dto.js';

const PAGE_POINTS = 842 - 2 * 24;
const BORDER_POINTS = 5;

/** Form 06 on A4 across; the head stands on every page. @law TT 01/2018/TT-VPCP art. 9, 10 */
@Injectable()
export class RegisterPrinter {
  constructor(private readonly catalogue: Catalogue) {}

  async print(register: RegisterScope, lines: readonly RegisterLine[], now: string): Promise<Buffer> {
    return printPdf(this.document(register, lines), `Sổ theo dõi hồ sơ ${register.year}`, now);
  }

  private document(register: RegisterScope, lines: readonly RegisterLine[]): TDocumentDefinitions {
    const { name, parent } = this.catalogue.unit(register.unit);
    const above = parent === null ? [] : [{ text: this.catalogue.unit(parent).name.toLocaleUpperCase('vi') }];
    return {
      pageSize: 'A4',
      pageOrientation: 'landscape',
      pageMargins: [24, 28, 24, 30],
      defaultStyle: { font: 'Roboto', fontSize: 7 },
      content: [
        {
          columns: [
            { stack: [...above, { text: name.toLocaleUpperCase('vi'), bold: true }], alignment: 'center' },
            {
              stack: [
                { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true },
                { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, decoration: 'underline' },
              ],
              alignment: 'center',
            },
          ],
          fontSize: 9,
        },
        { text: 'SỔ THEO DÕI HỒ SƠ', bold: true, fontSize: 14, alignment: 'center', margin: [0, 8, 0, 0] },
        { text: periodOf(register), fontSize: 9, alignment: 'center', margin: [0, 2, 0, 8] },
        table(lines),
      ],
      footer: (page, pages) => ({
        text: `Mẫu số 06 (TT 01/2018/TT-VPCP) - Trang ${page}/${pages}`,
        fontSize: 7,
        alignment: 'center',
        margin: [0, 10, 0, 0],
      }),
    };
  }
}

function table(lines: readonly RegisterLine[]) {
  const heads: TableCell[] = registerColumns.map(({ head }) => ({ text: head, bold: true, alignment: 'center' }));
  const numbers: TableCell[] = registerColumns.map((_, index) => ({
    text: `(${index + 1})`,
    italics: true,
    alignment: 'center',
  }));
  const rows: TableCell[][] = lines.map((line) =>
    registerColumns.map(({ value }) => ({ text: printable(String(value(line))) })),
  );
  const room = PAGE_POINTS - registerColumns.length * BORDER_POINTS;
  const total = registerColumns.reduce((sum, { share }) => sum + share, 0);
  return {
    table: {
      headerRows: 2,
      dontBreakRows: true,
      widths: registerColumns.map(({ share }) => (room * share) / total),
      body: [heads, numbers, ...rows],
    },
    layout: { hLineWidth: () => 0.4, vLineWidth: () => 0.4, paddingLeft: () => 2, paddingRight: () => 2 },
  };
}

function periodOf({ year, from, to }: RegisterScope): string {
  const days = [
    ...(from === undefined ? [] : [`từ ngày ${spelled(from)}`]),
    ...(to === undefined ? [] : [`đến ngày ${spelled(to)}`]),
  ];
  return [`Năm ${year}`, ...days].join(', ');
}

function spelled(day: string): string {
  return day.split('-').toReversed().join('/');
}
