import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeysMissing, openInstallation } from './installation.js';

describe('an installation', () => {
  let home: string;
  let places: { data: string; keys: string };

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'installation-'));
    places = { data: join(home, 'data'), keys: join(home, 'keys', 'motcua.keys') };
  });

  afterEach(() => rm(home, { recursive: true }));

  it('gets its key file at the first start and keeps it at the next', async () => {
    await openInstallation(places);
    const first = await readFile(places.keys, 'utf8');
    await openInstallation(places);
    expect(await readFile(places.keys, 'utf8')).toBe(first);
  });

  it('does not start on data whose key file is missing', async () => {
    await mkdir(join(places.data, 'postgres'), { recursive: true });
    await writeFile(join(places.data, 'postgres', 'PG_VERSION'), '18');
    await expect(openInstallation(places)).rejects.toThrow(KeysMissing);
    await expect(readFile(places.keys)).rejects.toThrow(/ENOENT/);
  });

  it('does not start with a damaged key file', async () => {
    await mkdir(join(home, 'keys'));
    await writeFile(places.keys, 'not keys');
    await expect(openInstallation(places)).rejects.toThrow(/damaged/);
  });
});
