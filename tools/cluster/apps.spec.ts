import { describe, expect, it } from '@jest/globals';
import { appOf, instancesFor, settingsOf } from './apps.js';

describe('the processes of the cluster', () => {
  it('are each app once or twice, and a relay only with a topic to fill', () => {
    const names = instancesFor('kafka').map(({ name }) => name);
    expect(names).toEqual([
      'relay-1',
      'relay-2',
      'intake-1',
      'intake-2',
      'dossier-code-1',
      'dossier-code-2',
      'ministry-connector-1',
      'ministry-connector-2',
      'portal-sync-1',
      'portal-sync-2',
      'desk',
    ]);
    expect(instancesFor('embedded').map(({ name }) => name)).toEqual(names.slice(2));
  });

  const installation = {
    MOTCUA_PORT: '8080',
    MOTCUA_POSTGRES_URL: 'postgres://app',
    MOTCUA_POSTGRES_OWNER_URL: 'postgres://owner',
    MOTCUA_PROFILES: 'profiles',
    MOTCUA_INTAKE_CLIENTS: 'vneid',
    MOTCUA_CONNECTOR_GATEWAY_SECRET: 'of the gateway',
    MOTCUA_PORTAL_PASSWORD: 'of the portal',
  };

  it('get their own settings and addresses, and nobody those of another or of the owner', () => {
    const ports = { port: 4001, managementPort: 4002 };
    const all = { MOTCUA_PORT: '4001', MOTCUA_MANAGEMENT_PORT: '4002', MOTCUA_POSTGRES_URL: 'postgres://app' };
    expect(settingsOf('dossier-code', installation, ports)).toEqual(all);
    expect(settingsOf('intake', installation, ports)).toEqual({ ...all, MOTCUA_INTAKE_CLIENTS: 'vneid' });
    expect(settingsOf('portal-sync', installation, ports)).toEqual({
      ...all,
      MOTCUA_PROFILES: 'profiles',
      MOTCUA_PORTAL_PASSWORD: 'of the portal',
    });
  });
});

describe('the door', () => {
  it.each([
    ['/api/intake/v1/dossiers?x=1', 'intake'],
    ['/api/desk/openapi.json', 'desk'],
    ['/api/portal-sync/v1/parity', 'portal-sync'],
    ['/external/v1/dossiers', 'intake'],
    ['/files/abc', 'intake'],
    ['/', 'desk'],
    ['/?a=b', 'desk'],
    ['/desk/work-list', 'desk'],
    ['/session/callback?code=x', 'desk'],
    ['/filesystem', 'desk'],
    ['/oidc/auth?scope=openid', 'sign-in'],
  ])('leads %s to %s', (path, app) => expect(appOf(path)).toBe(app));

  it.each(['/api', '/api/', '/api/relay/v1', '/api/nobody/v1', '/api//desk'])('leads %s nowhere', (path) =>
    expect(appOf(path)).toBeUndefined(),
  );
});
