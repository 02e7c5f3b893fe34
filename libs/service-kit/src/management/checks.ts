import type { EventStore } from '@motcua/event-store';

import type { Database } from '../database/database.js';
import type { Migration } from '../database/migration.js';
import type { CheckResult } from './health.js';

/** The store answers a read. */
export function storeCheck(store: EventStore): () => Promise<CheckResult> {
  return async () => {
    await store.head();
    return { ok: true };
  };
}

/** Nothing of what this release needs is missing; once all is there it stays there. */
export function migrationsCheck(database: Database, wanted: readonly Migration[]): () => Promise<CheckResult> {
  let done = false;
  return async () => {
    const missing = done ? [] : await database.missing(wanted);
    done = missing.length === 0;
    return done ? { ok: true } : { ok: false, detail: `${missing.length} migrations missing, first ${missing[0]}` };
  };
}
