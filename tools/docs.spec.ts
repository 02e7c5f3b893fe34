import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const pages = globSync('**/*.md', {
  cwd: root,
  exclude: (name) => /(^|\/)(node_modules|dist|var|\.nx|\.cache)$/.test(name),
});
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Links that lead nowhere and npm scripts that do not exist. */
function deadIn(page: string, text: string): string[] {
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target]) => target!);
  const commands = [...text.matchAll(/\bnpm (?:run ([a-z]+)|(start|test))/g)].map(([, run, own]) => (run ?? own)!);
  return [
    ...links.filter((target) => !existsSync(join(root, dirname(page), target))),
    ...commands.filter((name) => !(name in scripts)).map((name) => `npm run ${name}`),
  ].map((dead) => `${page}: ${dead}`);
}

describe('the pages', () => {
  it('lead somewhere and name commands that exist', () => {
    expect(pages).toContain('README.md');
    expect(pages.flatMap((page) => deadIn(page, readFileSync(join(root, page), 'utf8')))).toEqual([]);
  });

  it('of reference can be found from the README, all of them', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const found = globSync(['docs/reference/*.md', 'docs/guides/*.md', 'docker/README.md'], { cwd: root });
    expect(found.filter((page) => !readme.includes(`](${page})`))).toEqual([]);
  });

  it('are checked: planted faults are found', () => {
    const planted =
      'see [this](docs/none.md) and [that](README.md#use-it), then `npm run fly` or `npm start -- --exit`';
    expect(deadIn('README.md', planted)).toEqual(['README.md: docs/none.md', 'README.md: npm run fly']);
  });
});
