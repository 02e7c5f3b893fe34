import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readKeyFile } from '@motcua/service-kit';
import { runCreateKeys } from './create-keys.command.js';

describe('motcua keys create', () => {
  const output = { say: () => undefined, json: () => undefined, note: () => undefined };
  let folder: string;

  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'motcua-keys-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('makes a key file that only its owner may read', async () => {
    const keyFile = join(folder, 'new', 'motcua.keys');
    await expect(runCreateKeys({ keyFile }, output)).resolves.toBe(0);
    expect((await readKeyFile(keyFile)).masters.size).toBe(1);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  });

  it('never writes over one', async () => {
    const keyFile = join(folder, 'motcua.keys');
    await runCreateKeys({ keyFile }, output);
    const before = await readFile(keyFile, 'utf8');
    await expect(runCreateKeys({ keyFile }, output)).rejects.toThrow('never written over');
    await expect(readFile(keyFile, 'utf8')).resolves.toBe(before);
  });
});
