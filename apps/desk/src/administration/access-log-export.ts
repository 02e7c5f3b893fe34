import { csvCell } from '../spreadsheets/csv-cell.js';
import type { AccessLogSearch, LoggedAccess } from './access-log.dto.js';
import type { LoggedLooks } from './logged-looks.js';

const COLUMNS = [
  'happenedAt',
  'subject',
  'roles',
  'clientId',
  'purpose',
  'dossierCode',
  'dossierId',
  'correlationId',
] as const satisfies readonly (keyof LoggedAccess)[];

const MOST_LINES = 50_000;
const AT_ONCE = 1_000;

/** The byte order mark tells spreadsheets that it is UTF-8; the last line says so when there was more. */
export async function* linesOf(looks: LoggedLooks, search: AccessLogSearch): AsyncGenerator<string> {
  yield `\uFEFF${COLUMNS.join(',')}\r\n`;
  let before: string | undefined;
  for (let lines = 0; lines < MOST_LINES; lines += AT_ONCE) {
    const { items, next } = await looks.page(search, AT_ONCE, before);
    yield items.map((item) => `${COLUMNS.map((column) => csvCell(item[column] ?? '')).join(',')}\r\n`).join('');
    if (next === undefined) return;
    before = next;
  }
  yield '# there is more\r\n';
}
