import { ConfigInvalid, loadConfig } from '@motcua/service-kit';
import { describe, expect, it } from '@jest/globals';
import { IntakeConfig } from './intake.config.js';

const good = {
  MOTCUA_POSTGRES_URL: 'postgres://app:a-password-of-its-own@127.0.0.1/motcua',
  MOTCUA_DATA: '/var/lib/motcua',
  MOTCUA_KEYS: '/etc/motcua/keys',
  MOTCUA_AUTH_ISSUER: 'https://id.h99.example',
  MOTCUA_AUTH_JWKS_URL: 'https://id.h99.example/jwks',
};

describe('the configuration of intake', () => {
  it('has defaults for all that is its own', () => {
    expect(loadConfig(IntakeConfig, good)).toMatchObject({
      uploadBytes: 20 * 1024 * 1024,
      codeWaitMs: 2000,
      clients: [],
    });
  });

  it('names what is wrong, and tells no key', () => {
    const env = {
      ...good,
      MOTCUA_INTAKE_UPLOAD_BYTES: '5',
      MOTCUA_INTAKE_CLIENTS: 'vneid:vneid:H99.14,portal:counter:*',
      MOTCUA_INTAKE_LEGACY_KEY: 'short-key',
    };
    let fault: unknown;
    try {
      loadConfig(IntakeConfig, env);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(ConfigInvalid);
    expect((fault as ConfigInvalid).faults.map(({ name }) => name).toSorted()).toEqual([
      'MOTCUA_INTAKE_CLIENTS',
      'MOTCUA_INTAKE_LEGACY_KEY',
      'MOTCUA_INTAKE_UPLOAD_BYTES',
    ]);
    expect(String(fault)).not.toMatch(/short-key|counter:\*/);
  });
});
