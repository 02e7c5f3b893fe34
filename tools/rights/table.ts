import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Caller, callerNames, type Right } from './callers.ts';

const page = join(import.meta.dirname, '../../docs/reference/rights.md');
const MARK = '<!-- table -->';

/** Per operation: what each caller is answered. */
export type Rights = ReadonlyMap<string, Readonly<Record<Caller, Right>>>;

/** The reviewed table of docs/reference/rights.md. */
export function reviewed(): Rights {
  const [, table = ''] = readFileSync(page, 'utf8').split(MARK);
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.map((line) => {
      const [name, ...cells] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const rights = Object.fromEntries(callerNames.map((caller, at) => [caller, cells[at] ?? '']));
      return [name!.replaceAll('`', ''), rights as Record<Caller, Right>];
    }),
  );
}

/** For somebody to review before it is committed. */
export function write(rights: Rights): void {
  const [before] = readFileSync(page, 'utf8').split(MARK);
  const head = ['operation', ...callerNames];
  const rows = [...rights].map(([name, cells]) => [`\`${name}\``, ...callerNames.map((caller) => cells[caller])]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  writeFileSync(page, `${before}${MARK}\n\n${lines.join('\n')}\n`);
}
