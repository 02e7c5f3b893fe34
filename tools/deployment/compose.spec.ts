import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';
import { parse } from 'yaml';
import { CONFIG_OF, settingsFaults, type Settings } from './app-settings.js';

const folder = join(import.meta.dirname, '../../docker');

interface Complaints {
  readonly messages: readonly { readonly line: number; readonly message: string }[];
}

interface Service {
  readonly image?: string;
  readonly environment?: Settings;
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
}

interface Composed {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, object>>;
}

const fileOf = (name: string): Composed => parse(readFileSync(join(folder, name), 'utf8'), { merge: true }) as Composed;
const compose = fileOf('compose.yaml');
const login = fileOf('kafka-login.compose.yaml');
const example = parseEnv(readFileSync(join(folder, 'example.env'), 'utf8')) as Settings;
const ours = Object.entries(compose.services).flatMap(([name, { image = '' }]) => {
  const configClass = CONFIG_OF[/^motcua\/([\w-]+):/.exec(image)?.[1] ?? ''];
  return configClass === undefined ? [] : [[name, configClass] as const];
});

/** As Compose does it: `${NAME:-default}` and `${NAME:?what is missing}`. */
function composed(environment: Settings, choices: Settings = {}): Settings {
  const given = { ...example, ...choices };
  const filled = Object.entries(environment).map(([name, value]) => [
    name,
    value.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, key: string, kind: string, other: string) =>
      kind === '?' ? (given[key] ?? '') : given[key] || other,
    ),
  ]);
  return Object.fromEntries(filled) as Settings;
}

const settingsOf = (service: string, choices?: Settings): Settings =>
  composed(compose.services[service]!.environment!, choices);

/** What a service waits for or mounts, and is not there whatever profile is chosen. */
function loose({ services, secrets }: Composed): string[] {
  return Object.entries(services).flatMap(([name, one]) => [
    ...Object.entries(one.depends_on ?? {})
      .filter(([other, { required }]) => required !== false && !alwaysWith(one, services[other]))
      .map(([other]) => `${name} waits for ${other}`),
    ...(one.secrets ?? [])
      .filter((secret) => secrets[secret] === undefined)
      .map((secret) => `${name} has no ${secret}`),
  ]);
}

/** Compose refuses a file in which a service that runs needs one whose profile is not chosen. */
function alwaysWith(one: Service, other: Service | undefined): boolean {
  if (other === undefined) return false;
  return other.profiles === undefined || (one.profiles ?? ['']).every((profile) => other.profiles!.includes(profile));
}

describe.each(['compose.yaml', 'kafka-login.compose.yaml'])('%s', (file) => {
  it('fits the schema of Compose and pleases the linter', () => {
    // Anchors come before what uses them, and what is merged before what is said beside it.
    const rules = { 'service-keys-order': 0, 'top-level-properties-order': 0 } as const;
    const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
    const results: readonly Complaints[] = linter.lintFiles([join(folder, file)], false);
    expect(results).toHaveLength(1);
    expect(results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`))).toEqual([]);
  });

  it('names nothing that is not there', () => {
    expect(loose(file === 'compose.yaml' ? compose : login)).toEqual([]);
  });
});

describe('the settings in the Compose files and their example', () => {
  it('are those of every app, the migrations, the topics and the command line', () => {
    expect(ours.map(([name]) => name)).toEqual([
      'desk',
      'dossier-code',
      'intake',
      'migrations',
      'ministry-connector',
      'motcua',
      'portal-sync',
      'relay',
      'topics',
    ]);
  });

  it.each(ours)('let %s start and name nothing that it does not read', (name, configClass) => {
    expect(settingsFaults(configClass, settingsOf(name))).toEqual([]);
  });

  it.each(ours)('let %s start with Kafka and KurrentDB', (name, configClass) => {
    const choices = {
      MOTCUA_FEED: 'kafka',
      MOTCUA_STORE: 'kurrentdb',
      MOTCUA_KURRENTDB_URL: 'kurrentdb://kurrentdb:2113?tls=false',
    };
    expect(settingsFaults(configClass, settingsOf(name, choices))).toEqual([]);
  });

  it.each(Object.keys(login.services))('let %s start with a login at Kafka', (name) => {
    const choices = { MOTCUA_FEED: 'kafka', MOTCUA_KAFKA_USER: 'motcua' };
    const both = { ...settingsOf(name, choices), ...composed(login.services[name]!.environment!, choices) };
    expect(settingsFaults(new Map(ours).get(name)!, both)).toEqual([]);
  });

  it('are refused with a planted slip of the pen, and with a required one left out', () => {
    const { MOTCUA_AUTH_ISSUER: issuer, ...others } = settingsOf('desk');
    expect(settingsFaults(CONFIG_OF['desk']!, { ...others, MOTCUA_AUTH_ISUER: issuer! })).toEqual([
      'MOTCUA_AUTH_ISUER',
      expect.stringContaining('MOTCUA_AUTH_ISSUER'),
    ]);
  });

  it('are refused with half a login at Kafka, and without its address', () => {
    expect(settingsFaults(CONFIG_OF['relay']!, settingsOf('relay', { MOTCUA_KAFKA_USER: 'motcua' }))).toHaveLength(1);
    const none = { MOTCUA_FEED: 'kafka', MOTCUA_KAFKA_BROKERS: '' };
    expect(settingsFaults(CONFIG_OF['desk']!, settingsOf('desk', none))).toHaveLength(1);
  });

  it('are refused when a planted service waits for what another profile starts', () => {
    const planted = { image: 'x:1', depends_on: { kafka: {} }, secrets: ['none'] };
    expect(loose({ ...compose, services: { ...compose.services, planted } })).toEqual([
      'planted waits for kafka',
      'planted has no none',
    ]);
  });
});
