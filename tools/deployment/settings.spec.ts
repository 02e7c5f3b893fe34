import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CliConfig } from '../../apps/cli/src/cli.config.js';
import { DeskConfig } from '../../apps/desk/src/desk.config.js';
import { DossierCodeConfig } from '../../apps/dossier-code/src/dossier-code.config.js';
import { IntakeConfig } from '../../apps/intake/src/intake.config.js';
import { MinistryConnectorConfig } from '../../apps/ministry-connector/src/ministry-connector.config.js';
import { PortalSyncConfig } from '../../apps/portal-sync/src/portal-sync.config.js';
import { envFieldsOf } from '../../libs/service-kit/src/config/env.js';
import { loadConfig } from '../../libs/service-kit/src/config/load-config.js';

const root = join(import.meta.dirname, '../..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
type Settings = Readonly<Record<string, string>>;

const OF_THE_IMAGE: Settings = { MOTCUA_HOST: '0.0.0.0', MOTCUA_DATA: '/data' };
const APPS: readonly [string, new () => object][] = [
  ['desk', DeskConfig],
  ['dossier-code', DossierCodeConfig],
  ['intake', IntakeConfig],
  ['migrations', CliConfig],
  ['ministry-connector', MinistryConnectorConfig],
  ['motcua', CliConfig],
  ['portal-sync', PortalSyncConfig],
];

/** Names that nobody reads, and what the app would refuse at its start. A file of a secret stands for a good secret. */
function settingsFaults(configClass: new () => object, settings: Settings): string[] {
  const fields = envFieldsOf(configClass);
  const known = fields.flatMap(({ name, secret }) => (secret === true ? [name, `${name}_FILE`] : [name]));
  const unread = Object.keys(settings).filter((name) => !known.includes(name));
  const entries = Object.entries({ ...OF_THE_IMAGE, ...settings }).map(([name, value]) =>
    name.endsWith('_FILE')
      ? [name.slice(0, -'_FILE'.length), 'postgres://motcua:kZ7-pQ2-wX9-rT4@postgres/motcua']
      : [name, value],
  );
  try {
    loadConfig(configClass, Object.fromEntries(entries) as Settings);
    return unread;
  } catch (error) {
    return [...unread, (error as Error).message];
  }
}

const compose = parse(text('docker/compose.yaml'), { merge: true }) as {
  services: Record<string, { environment: Settings }>;
};
const example = parseEnv(text('docker/example.env'));

/** As Compose does it: `${NAME:-default}` and `${NAME:?what is missing}`. */
function composed(app: string): Settings {
  const filled = Object.entries(compose.services[app]!.environment).map(([name, value]) => [
    name,
    value.replace(/\$\{(\w+):[-?]([^}]*)\}/g, (all, key: string, other: string) =>
      all.includes(':?') ? (example[key] ?? '') : (example[key] ?? other),
    ),
  ]);
  return Object.fromEntries(filled) as Settings;
}

describe('the settings in the Compose file and its example', () => {
  it.each(APPS)('let %s start and name nothing that it does not read', (app, configClass) => {
    expect(settingsFaults(configClass, composed(app))).toEqual([]);
  });

  it('are refused with a planted slip of the pen, and with a required one left out', () => {
    const { MOTCUA_AUTH_ISSUER: issuer, ...others } = composed('desk');
    expect(settingsFaults(DeskConfig, { ...others, MOTCUA_AUTH_ISUER: issuer! })).toEqual([
      'MOTCUA_AUTH_ISUER',
      expect.stringContaining('MOTCUA_AUTH_ISSUER'),
    ]);
  });
});
