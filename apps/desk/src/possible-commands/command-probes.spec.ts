import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { DeskModule } from '../desk.module.js';
import { commandProbes } from './command-probes.js';
import { officerCommands } from './officer-command-names.js';

type Controller = { readonly prototype: Readonly<Record<string, unknown>> };

/** Roles by path of every officer's command that a controller takes. */
function commandsOf(controllers: readonly Controller[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { prototype } of controllers)
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const method = prototype[name] as object;
      const path = name === 'constructor' ? undefined : (Reflect.getMetadata('path', method) as string | undefined);
      const isPost = path !== undefined && Reflect.getMetadata('method', method) === 1;
      if (isPost && path.startsWith(':dossierId/'))
        found.set(path.slice(':dossierId/'.length), Reflect.getMetadata('motcua:roles', method) as string[]);
    }
  return found;
}

/** An announced outage comes from administrators, a rating from the applicant; a file is part of another command. */
const ELSEWHERE = ['outages', 'files', 'rating'];

describe('the probes of officers’ commands', () => {
  const taken = commandsOf(Reflect.getMetadata('controllers', DeskModule) as Controller[]);

  it('are one for each command that the desk takes', () => {
    expect([...officerCommands, ...ELSEWHERE].toSorted()).toEqual([...taken.keys()].toSorted());
  });

  it.each(officerCommands)('know who may do %s', (command) => {
    expect([...commandProbes[command].roles]).toEqual(taken.get(command));
  });
});
