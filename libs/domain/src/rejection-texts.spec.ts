import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { rejectionTexts } from './rejection-texts.js';

const root = import.meta.dirname;
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => ({ file, code: readFileSync(join(root, file), 'utf8') }));
const table = readFileSync(join(root, '../../../docs/reference/rejections.md'), 'utf8');

/** Codes that are thrown, or handed to a guard, anywhere in the domain. */
function codesIn(code: string): string[] {
  return [...code.matchAll(/(?:Rejected|refuse)\(\s*'([^']+)'/g)].map((match) => match[1]!);
}

function tableRows(): string[] {
  return Object.entries(rejectionTexts).map(([code, { status, vi, en }]) => `${code} ${status} ${vi} ${en}`);
}

describe('rejection texts', () => {
  it('exist for every code that the domain throws', () => {
    const thrown = sources.flatMap(({ code }) => codesIn(code)).filter((code) => code.includes('.'));
    expect(thrown.filter((code) => !Object.hasOwn(rejectionTexts, code))).toEqual([]);
  });

  it('notice a planted code without words', () => {
    expect(
      codesIn("throw new Rejected('dossier.planted')").filter((code) => !Object.hasOwn(rejectionTexts, code)),
    ).toEqual(['dossier.planted']);
  });

  it('belong to codes that something in the domain still uses', () => {
    const used = sources
      .filter(({ file }) => !/rejection/.test(file))
      .map(({ code }) => code)
      .join('\n');
    expect(Object.keys(rejectionTexts).filter((code) => !used.includes(`'${code}'`))).toEqual([]);
  });

  it('are whole sentences in both languages', () => {
    for (const { vi, en } of Object.values(rejectionTexts))
      expect([vi, en]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  });

  it('stand in the reference page, one to one', () => {
    const rows = table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll('`', ''))
          .join(' '),
      );
    expect(rows).toEqual(tableRows());
  });
});
