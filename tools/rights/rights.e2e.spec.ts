import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Caller, callerNames, type Right } from './callers.ts';
import { operations } from './operations.ts';
import { Scene } from './scene.ts';
import { reviewed, write } from './table.ts';

jest.setTimeout(300_000);

describe('the rights', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open();
  });

  afterAll(() => scene?.close());

  it('are those of the reviewed table, for every operation and everybody', async () => {
    const found = new Map<string, Record<Caller, Right>>();
    for (const operation of operations()) {
      const rights = await Promise.all(
        callerNames.map(async (caller) => [caller, await scene.right(operation, caller)] as const),
      );
      found.set(operation.name, Object.fromEntries(rights) as Record<Caller, Right>);
    }
    if (process.env['MOTCUA_UPDATE_RIGHTS'] === '1') write(found);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(reviewed()));
  });
});
