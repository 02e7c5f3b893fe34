import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from './simulators.config.js';

describe('the configuration', () => {
  it('has defaults for everything', () => {
    expect(readConfig({ MOTCUA_SIMULATORS_FILE: '' })).toMatchObject({
      host: '127.0.0.1',
      port: 8090,
      seed: 42,
      rate: 1,
    });
  });

  it('is read from the environment', () => {
    const environment = {
      MOTCUA_SIMULATORS_PORT: '0',
      MOTCUA_SIMULATORS_SEED: '7',
      MOTCUA_SIMULATORS_RATE: '0',
      MOTCUA_SIMULATORS_NOW: '2024-11-26T08:00:00+07:00',
    };
    expect(readConfig(environment)).toMatchObject({ port: 0, seed: 7, rate: 0, now: '2024-11-26T08:00:00+07:00' });
  });

  it('lists every fault by name and none by value', () => {
    const environment = {
      MOTCUA_SIMULATORS_PORT: 'eighty',
      MOTCUA_SIMULATORS_SEED: '1.5',
      MOTCUA_SIMULATORS_NOW: 'soon',
    };
    expect(() => readConfig(environment)).toThrow(
      /^(?=[\s\S]*_PORT)(?=[\s\S]*_SEED)(?=[\s\S]*_NOW)(?![\s\S]*(eighty|1\.5|soon))/,
    );
  });
});
