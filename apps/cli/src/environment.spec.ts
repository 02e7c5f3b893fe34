import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environment } from './environment.js';
import { UsageFault } from './usage-fault.js';

describe('settings', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-cli-'));
    writeFileSync(join(folder, 'motcua.env'), 'MOTCUA_DATA=/from/file\nMOTCUA_KEYS=/keys\n');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('come from the file, and from the environment before it', () => {
    const file = join(folder, 'motcua.env');
    expect(environment(file, { MOTCUA_DATA: '/own' })).toEqual({ MOTCUA_DATA: '/own', MOTCUA_KEYS: '/keys' });
  });

  it('are looked for where the command was typed, not where npm runs it', () => {
    expect(environment('motcua.env', { INIT_CWD: folder })).toMatchObject({ MOTCUA_DATA: '/from/file' });
  });

  it('cannot come from a file that is not there', () => {
    expect(() => environment(join(folder, 'none.env'), {})).toThrow(UsageFault);
  });
});
