import { CliConfig } from '../../apps/cli/src/cli.config.js';
import { DeskConfig } from '../../apps/desk/src/desk.config.js';
import { DossierCodeConfig } from '../../apps/dossier-code/src/dossier-code.config.js';
import { IntakeConfig } from '../../apps/intake/src/intake.config.js';
import { MinistryConnectorConfig } from '../../apps/ministry-connector/src/ministry-connector.config.js';
import { PortalSyncConfig } from '../../apps/portal-sync/src/portal-sync.config.js';
import { RelayConfig } from '../../apps/relay/src/relay.config.js';
import { envFieldsOf } from '../../libs/service-kit/src/config/env.js';
import { loadConfig } from '../../libs/service-kit/src/config/load-config.js';

export type Settings = Readonly<Record<string, string>>;

/** What the process of each image reads. */
export const CONFIG_OF: Readonly<Record<string, new () => object>> = {
  cli: CliConfig,
  desk: DeskConfig,
  'dossier-code': DossierCodeConfig,
  intake: IntakeConfig,
  'ministry-connector': MinistryConnectorConfig,
  'portal-sync': PortalSyncConfig,
  relay: RelayConfig,
};

const OF_THE_IMAGE: Settings = { MOTCUA_HOST: '0.0.0.0', MOTCUA_DATA: '/data', MOTCUA_DRAIN_MS: '5000' };
const SECRET = 'kZ7-pQ2-wX9-rT4';
const SECRETS: Settings = {
  MOTCUA_POSTGRES_URL: `postgres://motcua:${SECRET}@postgres/motcua`,
  MOTCUA_POSTGRES_OWNER_URL: `postgres://motcua_owner:${SECRET}@postgres/motcua`,
  MOTCUA_KURRENTDB_URL: `kurrentdb://motcua:${SECRET}@kurrentdb:2113`,
};

/** Names that nobody reads, and what the app would refuse at its start. A file of a secret stands for a good secret. */
export function settingsFaults(configClass: new () => object, settings: Settings): string[] {
  const fields = envFieldsOf(configClass);
  const known = fields.flatMap(({ name, secret }) => (secret === true ? [name, `${name}_FILE`] : [name]));
  const unread = Object.keys(settings).filter((name) => !known.includes(name));
  try {
    loadConfig(configClass, { ...OF_THE_IMAGE, ...filled(settings) });
    return [...unread, ...halfFaults(configClass, settings)];
  } catch (error) {
    return [...unread, ...halfFaults(configClass, settings), (error as Error).message];
  }
}

function filled(settings: Settings): Settings {
  const entries = Object.entries(settings).map(([name, value]) => {
    if (!name.endsWith('_FILE')) return [name, value] as const;
    const secret = name.slice(0, -'_FILE'.length);
    return [secret, SECRETS[secret] ?? SECRET.repeat(2)] as const;
  });
  return Object.fromEntries(entries);
}

/** What an app finds out only when it opens its connection: Kafka without an address, or half a login. */
function halfFaults(configClass: new () => object, settings: Settings): string[] {
  if (settings['MOTCUA_FEED'] !== 'kafka' && configClass !== RelayConfig) return [];
  const given = (name: string): boolean => (settings[name] ?? '') !== '';
  const faults: string[] = [];
  if (!given('MOTCUA_KAFKA_BROKERS')) faults.push('it meets Kafka, and MOTCUA_KAFKA_BROKERS is empty');
  if (given('MOTCUA_KAFKA_USER') !== given('MOTCUA_KAFKA_PASSWORD_FILE')) faults.push('half a login at Kafka');
  return faults;
}
