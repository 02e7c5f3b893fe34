import { describe, expect, it } from '@jest/globals';
import { badDeclarationsOf, formOf, storiesOf } from './form.fixture.ts';
import type { JsonRecord } from './schema.ts';
import { askedOnly, withValue } from './values.ts';

const DAY = '2026-11-24';
const PROCEDURES = ['1.001193', '1.004873', '1.004884', '2.000488', '2.000986', '2.001023'];
/** Names that no form has; in a page nobody can make them. */
const isOfNoField = ({ pointer, code }: { pointer: string; code: string }): boolean =>
  code === 'unknown-field' || pointer === '';

describe.each(PROCEDURES)('the form of %s in the browser', (procedure) => {
  const form = formOf(procedure, DAY);

  it('finds nothing wrong in the declarations that the server accepts, and asks for all that is in them', () => {
    for (const { id, declaration } of storiesOf(procedure)) {
      const asked = askedOnly(form, declaration);
      expect([id, form.faults([form.root], declaration)]).toEqual([id, []]);
      expect([id, form.faults([form.root], asked)]).toEqual([id, []]);
      expect([id, withoutLegacy(asked)]).toEqual([id, withoutLegacy(declaration)]);
    }
  });

  const { base, cases } = badDeclarationsOf(procedure);
  const good = storiesOf(procedure).find(({ id }) => id === base)!.declaration;

  it.each(cases.filter(({ expected }) => !isOfNoField(expected)))(
    'finds what the server refuses: $name',
    ({ changes, expected }) => {
      const bad = Object.entries<unknown>(changes).reduce(
        (declaration, [pointer, value]) =>
          withValue(declaration, pointer, value === '$remove' ? undefined : (value as string)),
        good,
      );
      expect(form.faults([form.root], bad).map(({ pointer }) => pointer)).toContain(expected.pointer);
    },
  );
});

/** `null` stands in old papers only. */
function withoutLegacy(declaration: JsonRecord): unknown {
  return JSON.parse(JSON.stringify(declaration, (_name, value: unknown) => value ?? undefined));
}
