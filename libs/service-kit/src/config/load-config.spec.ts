import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IsArray, IsInt, IsNotEmpty, Max, Min } from 'class-validator';
import { afterEach, describe, expect, it } from '@jest/globals';

import { Env } from './env.js';
import { KitConfig } from './kit-config.js';
import { ConfigInvalid, loadConfig } from './load-config.js';

class ProbeConfig {
  @Env('MOTCUA_PROBE_PORT', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port: number = 8080;

  @Env('MOTCUA_PROBE_NAME')
  @IsNotEmpty()
  readonly name!: string;

  @Env('MOTCUA_PROBE_SECRET', { secret: true })
  @IsNotEmpty()
  readonly secret!: string;

  @Env('MOTCUA_PROBE_DRY', { kind: 'flag' })
  readonly dry: boolean = false;

  @Env('MOTCUA_PROBE_UNITS', { kind: 'list' })
  @IsArray()
  readonly units: readonly string[] = [];
}

function faultsOf(load: () => unknown): Record<string, string> {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigInvalid)
      return Object.fromEntries(error.faults.map(({ name, problem }) => [name, problem]));
    throw error;
  }
  return {};
}

describe('the configuration', () => {
  const folders: string[] = [];
  afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

  const good = { MOTCUA_PROBE_NAME: 'probe', MOTCUA_PROBE_SECRET: 'k9-Zq7-Lm4-Rt2-Wx8' };

  it('is typed, has defaults, and is frozen', () => {
    const config = loadConfig(ProbeConfig, {
      ...good,
      MOTCUA_PROBE_PORT: '81',
      MOTCUA_PROBE_DRY: 'true',
      MOTCUA_PROBE_UNITS: 'H99.14, H99.15',
    });
    expect(config).toEqual({
      port: 81,
      name: 'probe',
      secret: good.MOTCUA_PROBE_SECRET,
      dry: true,
      units: ['H99.14', 'H99.15'],
    });
    expect(Object.isFrozen(config)).toBe(true);
    expect(loadConfig(ProbeConfig, good).port).toBe(8080);
  });

  it('lists all faults at once by name, and no value', () => {
    const env = { MOTCUA_PROBE_PORT: 'eighty', MOTCUA_PROBE_DRY: 'perhaps', MOTCUA_PROBE_SECRET: 'hunter2' };
    const faults = faultsOf(() => loadConfig(ProbeConfig, env));
    expect(Object.keys(faults).sort()).toEqual([
      'MOTCUA_PROBE_DRY',
      'MOTCUA_PROBE_NAME',
      'MOTCUA_PROBE_PORT',
      'MOTCUA_PROBE_SECRET',
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/eighty|perhaps|hunter2/);
  });

  it('speaks of limits', () => {
    expect(faultsOf(() => loadConfig(ProbeConfig, { ...good, MOTCUA_PROBE_PORT: '70000' }))).toEqual({
      MOTCUA_PROBE_PORT: 'must not be greater than 65535',
    });
  });

  it.each(['changeme', 'PASSWORD', 'secret', 'too-short'])('refuses the secret "%s"', (secret) => {
    expect(faultsOf(() => loadConfig(ProbeConfig, { ...good, MOTCUA_PROBE_SECRET: secret }))).toHaveProperty(
      'MOTCUA_PROBE_SECRET',
    );
  });

  it('takes a secret from a file, and refuses to have it twice or a file that is not there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-config-'));
    folders.push(folder);
    const file = join(folder, 'secret');
    writeFileSync(file, 'from-the-file-0123456789\n');
    const env = { MOTCUA_PROBE_NAME: 'probe', MOTCUA_PROBE_SECRET_FILE: file };
    expect(loadConfig(ProbeConfig, env).secret).toBe('from-the-file-0123456789');
    expect(faultsOf(() => loadConfig(ProbeConfig, { ...good, ...env }))).toHaveProperty('MOTCUA_PROBE_SECRET');
    const gone = { ...env, MOTCUA_PROBE_SECRET_FILE: join(folder, 'gone') };
    expect(faultsOf(() => loadConfig(ProbeConfig, gone))).toHaveProperty('MOTCUA_PROBE_SECRET');
  });

  it('of an app includes what the kit needs, and refuses a default password inside an address', () => {
    class AppConfig extends KitConfig {}
    const faults = faultsOf(() => loadConfig(AppConfig, { MOTCUA_POSTGRES_URL: 'postgres://app:changeme@db/motcua' }));
    expect(Object.keys(faults).sort()).toEqual([
      'MOTCUA_AUTH_ISSUER',
      'MOTCUA_AUTH_JWKS_URL',
      'MOTCUA_DATA',
      'MOTCUA_KEYS',
      'MOTCUA_POSTGRES_URL',
    ]);
  });
});
