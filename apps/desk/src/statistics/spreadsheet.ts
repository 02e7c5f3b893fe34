import writeXlsxFile from 'write-excel-file/node';
import { csvCell } from '../spreadsheets/csv-cell.js';
import type { Table } from './statistics-table.js';

/** The byte order mark tells spreadsheets that it is UTF-8; an empty line stands between tables. */
export function csvOf(tables: readonly Table[]): Buffer {
  const texts = tables.map(({ rows }) =>
    rows.map((row) => `${row.map((value) => (value === null ? '' : csvCell(value))).join(',')}\r\n`).join(''),
  );
  return Buffer.from(`\uFEFF${texts.join('\r\n')}`);
}

/** One sheet per table, the head row bold and in sight. */
export function xlsxOf(tables: readonly Table[]): Promise<Buffer> {
  const sheets = tables.map(({ name, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: (rows[0] ?? []).map((_head, index) => ({ width: index === 1 ? 44 : 16 })),
    data: rows.map((row, index) => row.map((value) => styled(value, index === 0))),
  }));
  return writeXlsxFile(sheets).toBuffer();
}

/** A text is marked as one, so that no spreadsheet reads a formula in it. */
function styled(value: string | number | null, isHead: boolean) {
  if (value === null) return null;
  if (typeof value === 'number') return { value, type: Number };
  return { value, type: String, ...(isHead ? { fontWeight: 'bold' as const, wrap: true } : {}) };
}
