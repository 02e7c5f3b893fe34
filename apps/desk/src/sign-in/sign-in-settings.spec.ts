import { describe, expect, it } from '@jest/globals';
import { ConfigInvalid, loadConfig } from '@motcua/service-kit';
import { DeskConfig } from '../desk.config.js';

const enough = {
  MOTCUA_POSTGRES_URL: 'postgres://app:0123456789abcdef@127.0.0.1/motcua',
  MOTCUA_DATA: 'data',
  MOTCUA_KEYS: 'keys',
  MOTCUA_AUTH_ISSUER: 'https://sso.h99.example/realms/motcua',
  MOTCUA_AUTH_JWKS_URL: 'https://sso.h99.example/jwks',
};

function faultsOf(settings: Record<string, string>): string[] {
  try {
    loadConfig(DeskConfig, { ...enough, ...settings });
    return [];
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.faults.map(({ name }) => name);
    throw error;
  }
}

describe('the settings of signing in', () => {
  it('are none, or a client and the address of the pages', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ MOTCUA_PAGES_URL: 'https://motcua.h99.example', MOTCUA_DESK_CLIENT_ID: 'pages' })).toEqual([]);
    expect(faultsOf({ MOTCUA_PAGES_URL: 'http://127.0.0.1:8080', MOTCUA_DESK_CLIENT_ID: 'pages' })).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['no client', { MOTCUA_PAGES_URL: 'https://motcua.h99.example' }, ['MOTCUA_DESK_CLIENT_ID']],
    ['no address', { MOTCUA_DESK_CLIENT_ID: 'pages' }, ['MOTCUA_DESK_CLIENT_ID']],
    ['a secret alone', { MOTCUA_DESK_CLIENT_SECRET: 'kZ7-pQ2-wX9-rT4-x' }, ['MOTCUA_DESK_CLIENT_ID']],
    ['no TLS', { MOTCUA_PAGES_URL: 'http://motcua.h99.example', MOTCUA_DESK_CLIENT_ID: 'pages' }, ['MOTCUA_PAGES_URL']],
    [
      'a path',
      { MOTCUA_PAGES_URL: 'https://h99.example/motcua', MOTCUA_DESK_CLIENT_ID: 'pages' },
      ['MOTCUA_PAGES_URL'],
    ],
    [
      'an issuer without TLS',
      {
        MOTCUA_PAGES_URL: 'https://motcua.h99.example',
        MOTCUA_DESK_CLIENT_ID: 'pages',
        MOTCUA_AUTH_ISSUER: 'http://sso.h99.example',
      },
      ['MOTCUA_DESK_CLIENT_ID'],
    ],
    [
      'no openid',
      { MOTCUA_PAGES_URL: 'https://h99.example', MOTCUA_DESK_CLIENT_ID: 'pages', MOTCUA_DESK_SCOPES: 'profile' },
      ['MOTCUA_DESK_SCOPES'],
    ],
  ])('are refused by name with %s', (_what, settings, names) => {
    expect(faultsOf(settings)).toEqual(names);
  });
});
