import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { messageSchemas } from './publish/message-schemas.js';

const room = join(import.meta.dirname, '..');
const told = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: room, encoding: 'utf8' }),
) as readonly Packed[] | Readonly<Record<string, Packed>>;
const files = Object.values(told)[0]!.files.map(({ path }) => path);

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

describe('the published package', () => {
  it('holds the build, the schemas, AsyncAPI, the README and the licence, and nothing else', () => {
    const allowed =
      /^(dist\/.+\.(js|d\.ts)|schemas\/v1\/[a-z-]+\.json|asyncapi\.json|README\.md|LICENSE|package\.json)$/;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    const schemas = Object.keys(messageSchemas()).map((name) => `schemas/v1/${name}.json`);
    const wanted = [...schemas, 'asyncapi.json', 'README.md', 'LICENSE', 'package.json'];
    expect(files).toEqual(expect.arrayContaining(wanted));
    expect(files.some((file) => /spec|fixture|compatibility/.test(file))).toBe(false);
  });

  it('leads to its types and files, and depends on nothing', () => {
    const { exports, dependencies, license } = JSON.parse(readFileSync(join(room, 'package.json'), 'utf8')) as {
      readonly exports: Readonly<Record<string, unknown>>;
      readonly dependencies: object;
      readonly license: string;
    };
    expect({ dependencies, license }).toEqual({ dependencies: {}, license: 'Apache-2.0' });
    expect(exports).toMatchObject({
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './schemas/*': './schemas/*',
      './asyncapi.json': './asyncapi.json',
    });
    expect(existsSync(join(room, 'src/index.ts'))).toBe(true);
    expect(readFileSync(join(room, 'LICENSE'), 'utf8')).toContain('Apache License');
  });
});
