import type { SystemConnections } from '@motcua/service-kit';
import type { MinistryConnectorConfig } from '../ministry-connector.config.js';

/** The systems we hand over to, with the profile from which their lanes take their patience. */
export const professionalSystems = [
  { system: 'lltp.g1', profile: 'lltp-ngsp@1' },
  { system: 'civil.g1', profile: 'civil-ngsp@1' },
  { system: 'social.card', profile: 'linked-generic@1' },
  { system: 'residence', profile: 'linked-generic@1' },
] as const;

export type ProfessionalSystem = (typeof professionalSystems)[number]['system'];

export function isProfessionalSystem(name: string): name is ProfessionalSystem {
  return professionalSystems.some(({ system }) => system === name);
}

export function connectionsOf(config: MinistryConnectorConfig): SystemConnections {
  const { callsPerSecond } = config;
  const local = {
    config: { maTinh: config.province },
    ...(callsPerSecond === undefined ? {} : { ratePerSecond: callsPerSecond }),
  };
  const gateway = { baseUrl: config.gatewayUrl, credentials: credentialsOf(config), ...local };
  return {
    'gateway.ngsp': gateway,
    'lltp.g1': { ...gateway, credentials: {} },
    'civil.g1': { ...gateway, credentials: {} },
    'social.card': { baseUrl: config.socialCardUrl, credentials: {}, ...local },
    residence: { baseUrl: config.residenceUrl, credentials: {}, ...local },
  };
}

function credentialsOf(config: MinistryConnectorConfig): Record<string, string> {
  const named = {
    clientId: config.gatewayClient,
    clientSecret: config.gatewaySecret,
    accessKey: config.gatewayAccessKey,
    secretKey: config.gatewaySecretKey,
    appName: config.gatewayApp,
    partnerCode: config.gatewayPartner,
  };
  return Object.fromEntries(Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
