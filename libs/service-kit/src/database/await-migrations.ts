import { setTimeout as pause } from 'node:timers/promises';

import type { Log } from '../logging/log.js';
import { migrationsCheck } from '../management/checks.js';
import { Health } from '../management/health.js';
import { type ManagementAddress, ManagementServer } from '../management/management-server.js';
import { Metrics } from '../management/metrics.js';
import { Database } from './database.js';
import type { Migration } from './migration.js';

export interface AwaitOptions {
  /** `postgres://...` of the application role. */
  readonly url: string;
  readonly applicationName: string;
  readonly migrations: readonly Migration[];
  /** Where health answers meanwhile: live, and not ready with the name of what is missing. */
  readonly management: ManagementAddress;
  readonly log: Log;
  /** Default 1000. */
  readonly everyMs?: number;
}

/** `undefined_table` and `invalid_schema_name`: nobody has ever migrated this database. */
const EMPTY = new Set(['42P01', '3F000']);

/**
 * Resolves when the database is at this release. The owner migrates it in a process of his own, which may start later than the apps;
 * an app that ended meanwhile would be started again and again, each time later.
 *
 * @throws when the server does not answer or refuses the login: that is not mended by waiting for a migration
 */
export async function awaitMigrations(options: AwaitOptions): Promise<void> {
  const { url, applicationName, migrations } = options;
  const database = new Database({ url, applicationName, maxConnections: 1 });
  try {
    if ((await missing(database, migrations)) > 0) await waitFor(database, options);
  } finally {
    await database.close();
  }
}

async function waitFor(database: Database, options: AwaitOptions): Promise<void> {
  const { migrations, management, log, everyMs = 1_000 } = options;
  const health = new Health();
  health.add('migrations', migrationsCheck(database, migrations));
  // With the last migration the app is not there yet.
  health.add('app', () => Promise.resolve({ ok: false, detail: 'not started' }));
  const server = new ManagementServer(health, new Metrics());
  await server.listen(management);
  try {
    log.warn('migrations.awaited', { count: await missing(database, migrations) });
    while ((await missing(database, migrations)) > 0) await pause(everyMs);
  } finally {
    await server.close();
  }
}

async function missing(database: Database, migrations: readonly Migration[]): Promise<number> {
  try {
    return (await database.missing(migrations)).length;
  } catch (error) {
    if (EMPTY.has((error as { code?: string }).code ?? '')) return migrations.length;
    throw error;
  }
}
