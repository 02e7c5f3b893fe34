import { storeMigrations } from '@motcua/event-store/postgres';
import { feedMigrations } from '@motcua/messaging/embedded';
import { join, resolve, sep } from 'node:path';

import { sessionMigrations } from './auth/sessions/session.migrations.js';
import { FolderBlobStore } from './blobs/folder-blob-store.js';
import { loadCatalogue } from './catalogue/load-catalogue.js';
import { FileClock } from './clock/file-clock.js';
import type { KitConfig } from './config/kit-config.js';
import { ConfigInvalid } from './config/load-config.js';
import { configuredFeed } from './configured-feed.js';
import { claimPositions, openStore } from './configured-store.js';
import { Database } from './database/database.js';
import { fileLinkMigrations } from './files/file-links.migrations.js';
import { kitMigrations } from './database/kit-migrations.js';
import type { Migration } from './database/migration.js';
import type { HttpRules } from './http/fastify.js';
import type { KitOptions } from './kit-options.js';
import { JsonLog } from './logging/json-log.js';
import type { Log } from './logging/log.js';
import { paperKeyMigrations } from './papers/paper-keys.migrations.js';
import { destroyAgain } from './sealing/destroy-again.js';
import { PostgresKeyVault, keyMigrations } from './sealing/postgres-key-vault.js';
import { VaultSealer } from './sealing/vault-sealer.js';
import { timerMigrations } from './timers/timers.migrations.js';
import { viewMigrations } from './views/view.migrations.js';
import { exchangeMigrations } from './wire/postgres-exchange-journal.js';

/** Everything that apps share, in the order it is applied. */
export const sharedMigrations: readonly Migration[] = [
  ...storeMigrations,
  ...kitMigrations,
  ...keyMigrations,
  ...feedMigrations,
  ...fileLinkMigrations,
  ...timerMigrations,
  ...viewMigrations,
  ...exchangeMigrations,
  ...paperKeyMigrations,
  ...sessionMigrations,
];

/**
 * The parts of a real installation, as its configuration says.
 *
 * @throws {ConfigInvalid} when the key file lies inside the data folder: a copy of the data would then open itself; its parts are
 * not made when the checkpoints are those of another store
 */
export function configuredKit(name: string, config: KitConfig): KitOptions {
  refuseKeysBesideData(config);
  const log = new JsonLog({ name, level: config.logLevel });
  const loading = once(() => loadCatalogue(config.catalogueFolder));
  return {
    name,
    configs: [config],
    auth: { issuer: config.authIssuer, audience: config.authAudience, keys: { jwksUrl: config.authJwksUrl } },
    ...sessionsOf(config),
    log,
    ...demonstrationClock(config, log),
    database: () => new Database({ url: config.postgresUrl, applicationName: `motcua-${name}` }),
    eventStore: async ({ database }) => {
      await claimPositions(database.pool, config.store);
      return openStore(config.store, config);
    },
    sealer: async ({ database, eventStore }) => {
      const vault = await PostgresKeyVault.open(database.pool, config.keyFile);
      const again = await destroyAgain(eventStore, vault);
      if (again.length > 0) log.warn('keys.destroyed-again', { count: again.length });
      return VaultSealer.following(vault);
    },
    blobStore: ({ sealer }) => new FolderBlobStore(join(config.dataFolder, 'blobs'), sealer),
    catalogue: async () => (await loading()).catalogue,
    declarations: async () => (await loading()).declarations,
    catalogueContents: loading,
    eventFeed: configuredFeed(name, config, log),
  };
}

/** Whom an app believes and how much it answers, as its configuration says. */
export function configuredHttp(config: KitConfig): HttpRules {
  const { pagesUrl, trustedProxies, trackingPerMinute, publicPerMinute, signInPerMinute } = config;
  const rateLimits = { tracking: trackingPerMinute, public: publicPerMinute, 'sign-in': signInPerMinute };
  return { trustedProxies, rateLimits, tls: pagesUrl?.startsWith('https:') === true };
}

function sessionsOf({
  pagesUrl: publicUrl,
  sessionIdleMinutes,
  sessionHours,
}: KitConfig): Pick<KitOptions, 'sessions'> {
  if (publicUrl === undefined) return {};
  return { sessions: { publicUrl, idleMinutes: sessionIdleMinutes, hours: sessionHours } };
}

/** @throws {ConfigInvalid} when the file holds no time */
function demonstrationClock({ clockFile }: KitConfig, log: Log): Pick<KitOptions, 'clock'> {
  if (clockFile === undefined) return {};
  log.warn('clock.demonstration', { name: 'MOTCUA_CLOCK_FILE' });
  return {
    clock: () => {
      try {
        return new FileClock(clockFile);
      } catch {
        throw new ConfigInvalid([{ name: 'MOTCUA_CLOCK_FILE', problem: 'names a file without a time' }]);
      }
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function refuseKeysBesideData({ dataFolder, keyFile }: KitConfig): void {
  if (!resolve(keyFile).startsWith(resolve(dataFolder) + sep)) return;
  throw new ConfigInvalid([{ name: 'MOTCUA_KEYS', problem: 'lies inside the folder of MOTCUA_DATA' }]);
}
