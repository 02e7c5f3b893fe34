import type { EventStore } from '@motcua/event-store';

import type { Database } from '../database/database.js';
import type { Migration } from '../database/migration.js';
import type { Sealer } from '../sealing/sealer.js';
import type { Metrics } from './metrics.js';
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

/** Whoever has his key is served all the same, so this never takes the process out of service; it says what is wrong. */
export function keysCheck(sealer: Sealer, metrics: Metrics): () => Promise<CheckResult> {
  return () => {
    const { missing } = sealer;
    metrics.keysMissing.set(missing);
    return Promise.resolve(missing === 0 ? { ok: true } : { ok: true, detail: `keys missing: ${missing} met` });
  };
}
