import type { Content, TDocumentDefinitions, TableCell } from 'pdfmake/interfaces.js';
import { barCode, qrCode } from '../print/codes.js';
import { printable } from '../print/pdf-printer.js';
import type { FormTemplate, PaperView, Signer } from '../paper-view.js';
import { dateLine, orBlank, unitName } from './words.js';

const MM = 72 / 25.4;
const QR_MM = 31;
const BAR_MM = 62;
const MARGIN_MM = 10;

/** A whole paper on A5, with the national heading, the code as text, bars and QR, and the places to sign. @law TT 01/2018/TT-VPCP art. 9 */
export function framed(template: FormTemplate, view: PaperView): TDocumentDefinitions {
  return {
    pageSize: 'A5',
    pageMargins: [MARGIN_MM * MM, MARGIN_MM * MM, MARGIN_MM * MM, 13 * MM],
    defaultStyle: { font: 'Roboto', fontSize: 9.2, lineHeight: 1.1 },
    content: [heading(template, view), title(template, view), ...template.body(view), ...signatures(template.signers)],
    footer: (page, pages) => ({
      text: `${view.dossierCode} - Mẫu số ${view.paper.form} (TT 01/2018/TT-VPCP) - Trang ${page}/${pages}`,
      fontSize: 7,
      alignment: 'center',
      margin: [0, 4 * MM, 0, 0],
    }),
  };
}

function heading({ number, issuer }: FormTemplate, view: PaperView): Content {
  const { paper, catalogue } = view;
  const { parent, name } = catalogue.unit(paper.unitCode);
  const above = parent === null ? [] : [{ text: capitals(unitName(parent, catalogue)) }];
  return {
    columns: [
      {
        width: '42%',
        stack: [
          ...above,
          { text: capitals(name), bold: true },
          ...(issuer === 'desk' ? [{ text: 'BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ', bold: true }] : []),
          { text: number(view), margin: [0, 3, 0, 0] },
        ],
        alignment: 'center',
        fontSize: 8,
      },
      {
        width: '*',
        stack: [
          { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, fontSize: 8.5 },
          { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, decoration: 'underline', fontSize: 9 },
          { text: `.............., ${dateLine(paper.issuedAt)}`, italics: true, margin: [0, 5, 0, 0], fontSize: 8.5 },
        ],
        alignment: 'center',
      },
    ],
    columnGap: 8,
  };
}

function title(template: FormTemplate, { dossierCode, address }: PaperView): Content {
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: template.title, bold: true, fontSize: 11.5, margin: [0, 2, 0, 5] },
          { text: ['Mã hồ sơ: ', { text: dossierCode, bold: true }], fontSize: 10.5, margin: [0, 0, 0, 4] },
          { svg: barCode(dossierCode), width: BAR_MM * MM },
        ],
        alignment: 'center',
      },
      {
        width: QR_MM * MM,
        stack: [
          { svg: qrCode(address), fit: [QR_MM * MM, QR_MM * MM] },
          { text: 'Quét hoặc bấm để kiểm tra giấy này', link: address, fontSize: 5.5, alignment: 'center' },
        ],
      },
    ],
    columnGap: 6,
    margin: [0, 8, 0, 6],
  };
}

/** Kept on one page with the room to sign in. */
function signatures(signers: readonly Signer[]): Content[] {
  if (signers.length === 0) return [];
  const columns: Content[] = signers.map(({ title: who, how }) => ({
    stack: [
      { text: who, bold: true },
      { text: how, italics: true, fontSize: 8 },
    ],
    alignment: 'center',
  }));
  return [{ stack: [{ columns }, { text: ' ', margin: [0, 14 * MM, 0, 0] }], margin: [0, 8, 0, 0], unbreakable: true }];
}

/** A label and what stands behind it; a line to write on where nothing is known. */
export function field(label: string, value: string | null | undefined, blank?: string): Content {
  return { text: [`${label}: `, printable(orBlank(value, blank))], margin: [0, 0, 0, 2] };
}

/** What people look for first. */
export function strongField(label: string, value: string | null | undefined): Content {
  return { text: [`${label}: `, { text: printable(orBlank(value)), bold: true }], margin: [0, 0, 0, 2] };
}

/** Two short fields on one line. */
export function beside(left: Content, right: Content): Content {
  return {
    columns: [
      { width: '40%', stack: [left] },
      { width: '*', stack: [right] },
    ],
    columnGap: 8,
  };
}

export function paragraph(text: string): Content {
  return { text: printable(text), margin: [0, 2, 0, 3] };
}

/** Numbered from 1. */
export function numbered(texts: readonly string[]): Content {
  const lines = texts.map(
    (text, index) => ({ text: `${index + 1}. ${printable(text)}`, margin: [8, 0, 0, 1] }) as Content,
  );
  return { stack: lines, margin: [0, 0, 0, 3] };
}

/** The lines of one cell. */
type Cell = string | readonly string[];

/** @param widths as pdfmake takes them @param height of a row at least, points */
export function grid(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  widths: (number | '*')[],
  height = 0,
): Content {
  const head: TableCell[] = heads.map((text) => ({ text, bold: true, alignment: 'center' }));
  const cells: TableCell[][] = rows.map((row) =>
    row.map((cell) => ({
      text: [cell]
        .flat()
        .map((line) => printable(line))
        .join('\n'),
    })),
  );
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths,
      heights: (row) => (row === 0 ? 0 : height),
      body: [head, ...cells],
    },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingLeft: () => 3, paddingRight: () => 3 },
    fontSize: 8.5,
    margin: [0, 2, 0, 5],
  };
}

function capitals(text: string): string {
  return text.toLocaleUpperCase('vi');
}
