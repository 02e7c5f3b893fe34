import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commandTable } from '../libs/domain/src/dossier/transitions.js';

const root = join(import.meta.dirname, '..');
const apps = ['intake', 'desk', 'dossier-code', 'ministry-connector', 'portal-sync', 'cli'];

/** The commands of a dossier that the sources of an app name. */
function namedIn(code: string): string[] {
  return Object.keys(commandTable).filter((command) => code.includes(`'${command}'`));
}

function sourcesOf(app: string): string {
  const folder = join(root, 'apps', app, 'src');
  return globSync('**/*.ts', { cwd: folder })
    .filter((file) => !/\.(spec|fixture)\.ts$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

describe('the commands of a dossier', () => {
  it.each(apps)('%s issues those that the table says, and no other', (app) => {
    const told = Object.entries(commandTable).filter(([, row]) => (row.apps as readonly string[]).includes(app));
    expect(namedIn(sourcesOf(app))).toEqual(told.map(([command]) => command));
  });

  it('notice a planted one', () => {
    expect(namedIn("({ type: 'EraseSubject', data })")).toEqual(['EraseSubject']);
  });
});
