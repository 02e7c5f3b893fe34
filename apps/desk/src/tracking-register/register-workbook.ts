import writeXlsxFile from 'write-excel-file/node';
import { registerColumns } from './register-columns.js';
import type { RegisterLine } from './tracking-register.dto.js';

/** Everything but the number is marked as a text, so that no spreadsheet calculates what somebody gave as his name. */
export function registerWorkbook(lines: readonly RegisterLine[]): Promise<Buffer> {
  const head = registerColumns.map(({ head: value }) => ({
    value,
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
  }));
  const rows = lines.map((line) => registerColumns.map(({ value }) => cell(value(line))));
  return writeXlsxFile([head, ...rows], {
    sheet: 'Sổ theo dõi hồ sơ',
    stickyRowsCount: 1,
    orientation: 'landscape',
    columns: registerColumns.map(({ letters }) => ({ width: letters })),
  }).toBuffer();
}

function cell(value: string | number) {
  if (typeof value === 'number') return { value, type: Number };
  return value === '' ? null : { value, type: String, format: '@' };
}
