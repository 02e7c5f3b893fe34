import { describe, expect, it } from '@jest/globals';
import { ConfigInvalid, loadConfig } from '@motcua/service-kit';
import { MinistryConnectorConfig } from './ministry-connector.config.js';
import { connectionsOf } from './wire/professional-systems.js';

const whole = {
  MOTCUA_POSTGRES_URL: 'postgres://app:a-long-enough-secret@127.0.0.1/motcua',
  MOTCUA_DATA: '/data',
  MOTCUA_KEYS: '/keys/motcua.keys',
  MOTCUA_AUTH_ISSUER: 'http://127.0.0.1/issuer',
  MOTCUA_AUTH_JWKS_URL: 'http://127.0.0.1/jwks',
  MOTCUA_CONNECTOR_GATEWAY_URL: 'https://ngsp.example.vn',
  MOTCUA_CONNECTOR_GATEWAY_CLIENT: 'h99',
  MOTCUA_CONNECTOR_GATEWAY_SECRET: 'a-secret-of-the-gateway',
  MOTCUA_CONNECTOR_SOCIAL_CARD_URL: 'https://bhxh.example.vn',
  MOTCUA_CONNECTOR_RESIDENCE_URL: 'https://cutru.example.vn',
  MOTCUA_CONNECTOR_PROVINCE: '99',
};

describe('the configuration of the connector', () => {
  it('gives the gateway its credentials, and the systems behind it none', () => {
    const connections = connectionsOf(loadConfig(MinistryConnectorConfig, whole));
    expect(connections['gateway.ngsp']?.credentials).toEqual({
      clientId: 'h99',
      clientSecret: 'a-secret-of-the-gateway',
    });
    expect(connections['lltp.g1']).toMatchObject({ baseUrl: 'https://ngsp.example.vn', credentials: {} });
  });

  it('names everything that is missing at once, and no value', () => {
    const wrong = { ...whole, MOTCUA_CONNECTOR_GATEWAY_SECRET: 'secret', MOTCUA_CONNECTOR_PROVINCE: 'H99' };
    const { MOTCUA_CONNECTOR_RESIDENCE_URL: _left, ...rest } = wrong;
    expect(() => loadConfig(MinistryConnectorConfig, rest)).toThrow(ConfigInvalid);
    try {
      loadConfig(MinistryConnectorConfig, rest);
    } catch (error) {
      const names = (error as ConfigInvalid).faults.map(({ name }) => name);
      expect(names.toSorted()).toEqual([
        'MOTCUA_CONNECTOR_GATEWAY_SECRET',
        'MOTCUA_CONNECTOR_PROVINCE',
        'MOTCUA_CONNECTOR_RESIDENCE_URL',
      ]);
      expect((error as Error).message).not.toContain('H99');
    }
  });
});
