import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { run } from '../apps/cli/src/program.js';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/reference/command-line.md'), 'utf8');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

async function helpOf(words: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const output = { say: (text: string) => void lines.push(text), json: () => undefined, note: () => undefined };
  await run([...words, '--help'], output);
  return lines.join('\n');
}

/** The commands that `--help` names under these words. */
async function commandsUnder(...words: string[]): Promise<string[]> {
  const list = (await helpOf(words)).split(/^Commands:$/m)[1] ?? '';
  return [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name!).filter((name) => name !== 'help');
}

/** One with commands below it does something itself when it has options of its own. */
async function acts(name: string): Promise<boolean> {
  return /^ {2}--/m.test(await helpOf([name]));
}

/** Every command that does something, with the words before it. */
async function allCommands(): Promise<string[]> {
  const nested = (await commandsUnder()).map(async (name) => {
    const below = await commandsUnder(name);
    const itself = below.length === 0 || (await acts(name)) ? [name] : [];
    return [...itself, ...below.map((word) => `${name} ${word}`)];
  });
  return (await Promise.all(nested)).flat();
}

describe('the commands', () => {
  it('are on their page, all of them and no others', async () => {
    const described = [...page.matchAll(/^\| `([a-z ]+?)(?: <[a-z]+>)?` /gm)].map(([, name]) => name!);
    expect(described.toSorted()).toEqual((await allCommands()).toSorted());
  });

  it('are named in the README, all of them and no others', async () => {
    const named = /`npm run motcua -- --help`: ([a-z, ]+)\./.exec(readme)?.[1]?.split(', ') ?? [];
    expect(named.toSorted()).toEqual((await commandsUnder()).toSorted());
  });
});
