import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Installation } from './installation.js';
import { issuerAt, pagesClient } from './sign-in/embedded-provider.js';

/** Where the repository lies: the data files of the product are found from there, wherever the command was typed. */
export const productFolder = fileURLToPath(new URL('../../../', import.meta.url));

export interface Addresses {
  readonly port: number;
  readonly managementPort: number;
  readonly simulatorsUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

/** What the sandbox of the outside systems lets in; the stand-ins are told the same at every start. */
export const sandbox = {
  gateway: { client: 'sim', secret: 'sandbox-of-the-gateway' },
  portal: { username: 'sim', password: 'sandbox-of-the-portal', dstcode: 'sim-dst' },
  /** The stand-ins have no neighbours to spare. */
  callsPerSecond: '1000',
} as const;

export type Environment = Readonly<Record<string, string>>;

/** The configuration of every app of this installation, as it would stand in the environment of apps of their own. */
export function environmentOf(installation: Installation, data: string, addresses: Addresses): Environment {
  const { port, managementPort, simulatorsUrl, ownerUrl, appUrl } = addresses;
  const url = `http://127.0.0.1:${port}`;
  return {
    MOTCUA_PORT: String(port),
    MOTCUA_MANAGEMENT_PORT: String(managementPort),
    MOTCUA_POSTGRES_URL: appUrl,
    MOTCUA_POSTGRES_OWNER_URL: ownerUrl,
    ...choicesIn(process.env),
    MOTCUA_DATA: data,
    MOTCUA_KEYS: installation.keyFile,
    MOTCUA_CATALOGUES: join(productFolder, 'catalogues', '2020'),
    MOTCUA_PROFILES: join(productFolder, 'profiles'),
    MOTCUA_PAGES_URL: url,
    MOTCUA_AUTH_ISSUER: issuerAt(url),
    MOTCUA_AUTH_JWKS_URL: `${issuerAt(url)}/jwks`,
    MOTCUA_DESK_CLIENT_ID: pagesClient,
    MOTCUA_INTAKE_PUBLIC_URL: url,
    MOTCUA_INTAKE_CLIENTS: 'demo-national-portal:nationalPortal:*,demo-vneid:vneid:*,demo-linked-portal:linkedPortal:*',
    MOTCUA_CONNECTOR_GATEWAY_URL: `${simulatorsUrl}/sim/gateway`,
    MOTCUA_CONNECTOR_GATEWAY_CLIENT: sandbox.gateway.client,
    MOTCUA_CONNECTOR_GATEWAY_SECRET: sandbox.gateway.secret,
    MOTCUA_CONNECTOR_SOCIAL_CARD_URL: `${simulatorsUrl}/sim/leg/social.card`,
    MOTCUA_CONNECTOR_RESIDENCE_URL: `${simulatorsUrl}/sim/leg/residence`,
    MOTCUA_CONNECTOR_PROVINCE: '99',
    MOTCUA_CONNECTOR_CALLS_PER_SECOND: sandbox.callsPerSecond,
    MOTCUA_PORTAL_CALLS_PER_SECOND: sandbox.callsPerSecond,
    MOTCUA_PORTAL_URL: `${simulatorsUrl}/sim/dvcqg`,
    MOTCUA_PORTAL_USERNAME: sandbox.portal.username,
    MOTCUA_PORTAL_PASSWORD: sandbox.portal.password,
    MOTCUA_PORTAL_DSTCODE: sandbox.portal.dstcode,
    MOTCUA_PORTAL_UNIT: '000.00.00.H99',
    MOTCUA_RELAY_UNIT: 'H99',
    MOTCUA_PORTAL_FILES_URL: url,
  };
}

/** What may be another one than the embedded default; commands must work on the same. */
const CHOICES = [
  'MOTCUA_STORE',
  'MOTCUA_KURRENTDB_URL',
  'MOTCUA_KURRENTDB_WATCH_MS',
  'MOTCUA_FEED',
  'MOTCUA_KAFKA_BROKERS',
  'MOTCUA_KAFKA_TLS',
  'MOTCUA_KAFKA_CA',
  'MOTCUA_KAFKA_LOGIN',
  'MOTCUA_KAFKA_USER',
  'MOTCUA_KAFKA_PASSWORD',
] as const;

function choicesIn(env: NodeJS.ProcessEnv): Environment {
  return Object.fromEntries(CHOICES.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** Lets the command line of the administrator find the installation; for the owner's eyes only. */
export async function writeEnvironment(installation: Installation, environment: Environment): Promise<string> {
  const file = join(dirname(installation.keyFile), 'motcua.env');
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return file;
}
