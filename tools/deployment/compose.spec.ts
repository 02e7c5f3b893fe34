import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';

interface Complaints {
  readonly messages: readonly { readonly line: number; readonly message: string }[];
}

describe('the Compose file', () => {
  it('fits the schema of Compose and pleases the linter', () => {
    // Anchors come before what uses them, and what is merged before what is said beside it.
    const rules = { 'service-keys-order': 0, 'top-level-properties-order': 0 } as const;
    const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
    const results: readonly Complaints[] = linter.lintFiles(
      [join(import.meta.dirname, '../../docker/compose.yaml')],
      false,
    );
    expect(results).toHaveLength(1);
    expect(results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`))).toEqual([]);
  });
});
