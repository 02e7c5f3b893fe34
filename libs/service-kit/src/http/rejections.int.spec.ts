import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rejected } from '@motcua/domain';
import { describe, expect, it } from '@jest/globals';

import { rejectionTexts } from './rejection-texts.js';
import { statusOf } from './rejections.js';

const domain = join(import.meta.dirname, '../../../domain/src');
const CODE = /'((?:calendar|code-series|delivery|dossier|fee|procedure|routing|time|time-limit|unit)\.[a-z-]+)'/g;

/** Every text in the sources of the domain that looks like the code of a rejection. */
function codesOfTheDomain(): string[] {
  const sources = globSync('**/*.ts', { cwd: domain }).filter((file) => !file.endsWith('.spec.ts'));
  const found = sources.flatMap((file) =>
    [...readFileSync(join(domain, file), 'utf8').matchAll(CODE)].map((match) => match[1]!),
  );
  return [...new Set(found)].sort();
}

describe('rejections', () => {
  it('have a Vietnamese sentence each', () => {
    const codes = codesOfTheDomain();
    expect(codes).toContain('dossier.not-open-for-supplement');
    expect(codes.filter((code) => rejectionTexts[code] === undefined)).toEqual([]);
  });

  it.each([
    ['dossier.not-open-for-supplement', 409],
    ['dossier.result-already-signed', 409],
    ['dossier.unknown', 404],
    ['dossier.subject-erased', 410],
    ['dossier.components-missing', 422],
    ['dossier.channel-not-open', 422],
    ['procedure.not-open', 422],
    ['unit.unknown', 422],
    ['some.new-rule', 409],
  ])('with the code %s are answered with %d', (code, status) => {
    expect(statusOf(new Rejected(code))).toBe(status);
  });
});
