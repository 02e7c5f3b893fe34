import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dossierCommands, dossierFacts } from '@motcua/testing';
import { commandTable, transitions } from './transitions.js';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/reference/lifecycle.md'), 'utf8');

/** Rows of the table under a heading, cells without decoration. */
function rowsUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .filter((line) => !line.startsWith('| -'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

describe('the transition table', () => {
  it('stands in the reference page, line by line', () => {
    expect(rowsUnder('Changes of state')).toEqual(
      transitions.map(({ id, from, to, commands, guard, law, event }) => [
        id,
        from.join(', '),
        to,
        commands.join(', '),
        guard.replaceAll('`', ''),
        law,
        event,
        commands.flatMap((command) => commandTable[command].apps).join(', '),
      ]),
    );
  });

  it('stands in the reference page, command by command', () => {
    expect(rowsUnder('Commands')).toEqual(
      Object.entries(commandTable).map(([command, { events, apps }]) => [command, events.join(', '), apps.join(', ')]),
    );
  });

  it('knows every command and every fact', () => {
    expect(Object.keys(commandTable).toSorted()).toEqual(Object.keys(dossierCommands).toSorted());
    const yielded = new Set(Object.values(commandTable).flatMap(({ events }) => events));
    expect(Object.keys(dossierFacts).filter((type) => !yielded.has(type as never))).toEqual([]);
  });

  it('names the commands that yield its events', () => {
    for (const { commands, event } of transitions)
      for (const command of commands) expect(commandTable[command].events).toContain(event);
  });

  it('has the nineteen transitions of the law and practice', () => {
    const ids = new Set(transitions.map(({ id }) => id).filter((id) => id.startsWith('T')));
    expect(ids.size).toBe(19);
  });
});
