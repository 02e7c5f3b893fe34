import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { configsOf } from './apps.js';
import { environmentOf, writeEnvironment } from './installation-env.js';
import { openInstallation } from './installation.js';

describe('the environment of an installation', () => {
  it('is a whole configuration of every app, in a file for the owner only', async () => {
    const home = await mkdtemp(join(tmpdir(), 'environment-'));
    try {
      const data = join(home, 'data');
      const installation = await openInstallation({ data, keys: join(home, 'keys', 'motcua.keys') });
      const environment = environmentOf(installation, data, {
        port: 8080,
        managementPort: 9090,
        simulatorsUrl: 'http://127.0.0.1:8090',
        ownerUrl: 'postgres://owner:0123456789abcdef@127.0.0.1:5432/motcua',
        appUrl: 'postgres://app:0123456789abcdef@127.0.0.1:5432/motcua',
      });
      expect(configsOf(environment)).toHaveLength(5);
      const file = await writeEnvironment(installation, environment);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const lines = (await readFile(file, 'utf8')).trim().split('\n');
      expect(Object.fromEntries(lines.map((line) => line.split(/=(.*)/, 2)))).toEqual(environment);
    } finally {
      await rm(home, { recursive: true });
    }
  });
});
