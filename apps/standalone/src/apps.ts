import { lifecycleEvents } from '@motcua/contracts';
import { DeskConfig, DeskModule, deskMigrations } from '@motcua/desk';
import { DossierCodeConfig, DossierCodeModule } from '@motcua/dossier-code';
import { IntakeConfig, IntakeModule, intakeMigrations } from '@motcua/intake';
import { MinistryConnectorConfig, MinistryConnectorModule, connectorMigrations } from '@motcua/ministry-connector';
import { PortalSyncConfig, PortalSyncModule, portalMigrations } from '@motcua/portal-sync';
import { RelayConfig, RelayModule, relayMigrations } from '@motcua/relay';
import { type KitConfig, loadConfig, type Migration, sharedMigrations } from '@motcua/service-kit';
import type { Type } from '@nestjs/common';
import type { Environment } from './installation-env.js';

interface App {
  readonly name: string;
  readonly title: string;
  readonly module: Type;
  readonly config: new () => KitConfig;
  readonly migrations?: readonly Migration[];
}

/** Every service of the product that has an API, as its own `main.ts` would start it. */
const apps: readonly App[] = [
  {
    name: 'intake',
    title: 'Motcua: intake of dossiers',
    module: IntakeModule,
    config: IntakeConfig,
    migrations: intakeMigrations,
  },
  { name: 'dossier-code', title: 'Motcua: dossier codes', module: DossierCodeModule, config: DossierCodeConfig },
  {
    name: 'desk',
    title: 'Motcua: one-stop desk',
    module: DeskModule,
    config: DeskConfig,
    migrations: deskMigrations,
  },
  {
    name: 'ministry-connector',
    title: 'Motcua: ministry connector',
    module: MinistryConnectorModule,
    config: MinistryConnectorConfig,
    migrations: connectorMigrations,
  },
  {
    name: 'portal-sync',
    title: 'Motcua: national portal',
    module: PortalSyncModule,
    config: PortalSyncConfig,
    migrations: portalMigrations,
  },
];

const relay = { module: RelayModule, config: RelayConfig, migrations: relayMigrations };

export const appNames: readonly string[] = apps.map(({ name }) => name);

/** The relay runs where its topics are read. */
export function modulesFor({ feed }: Pick<KitConfig, 'feed'>): readonly Type[] {
  return [...apps, ...(feed === 'kafka' ? [relay] : [])].map(({ module }) => module);
}

export const apis = apps.map(({ name, title, module }) => ({ name, title, module, version: '1' }));

export const migrations: readonly Migration[] = [
  ...sharedMigrations,
  ...apps.flatMap((app) => app.migrations ?? []),
  ...relay.migrations,
];

export const eventTypes: readonly string[] = Object.keys(lifecycleEvents);

/** @throws {ConfigInvalid} */
export function configsOf(environment: Environment): [KitConfig, ...KitConfig[]] {
  const env = { ...process.env, ...environment };
  const [first, ...others] = apps.map(({ config }) => loadConfig(config, env));
  return [first!, ...others, ...(first!.feed === 'kafka' ? [loadConfig(relay.config, env)] : [])];
}
