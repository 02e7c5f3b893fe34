import { type DynamicModule } from '@nestjs/common';
import type { Catalogue } from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import type { EventFeed } from '@motcua/messaging';

import type { AuthOptions } from './auth/token-verifier.js';
import type { BlobStore } from './blobs/blob-store.js';
import type { Clock } from './clock.js';
import type { Database } from './database/database.js';
import type { AccessLog } from './personal/access-log.js';
import type { Sealer } from './sealing/sealer.js';

type Made<T> = T | Promise<T>;

/**
 * How the parts of an installation are made; single apps, standalone and tests choose here. Each factory gets the parts made
 * before it. A part without a factory is not provided, and an app that injects it does not start. Factories run once; the kit
 * closes what has a `close()` in reverse order at shutdown.
 */
export interface KitOptions {
  /** Name of the process in logs, metrics and pg_stat_activity. */
  readonly name: string;
  readonly auth: AuthOptions;
  /** Instances of config classes; each is injected by its class. */
  readonly configs?: readonly object[];
  /** Default: `SystemClock`. */
  readonly clock?: () => Made<Clock>;
  readonly database?: () => Made<Database>;
  readonly eventStore: (parts: { database?: Database; clock: Clock }) => Made<EventStore>;
  readonly sealer: (parts: { database?: Database; clock: Clock; eventStore: EventStore }) => Made<Sealer>;
  readonly blobStore?: (parts: { sealer: Sealer; clock: Clock }) => Made<BlobStore>;
  readonly catalogue?: () => Made<Catalogue>;
  readonly eventFeed?: (parts: { database?: Database; clock: Clock; eventStore: EventStore }) => Made<EventFeed>;
  /** Default: the table `kit.access_log` when there is a database, else in memory. */
  readonly accessLog?: (parts: { database?: Database; clock: Clock }) => Made<AccessLog>;
}

/**
 * Global. Provides `EventStore, Clock, Sealer, BlobStore, Catalogue, EventFeed, Database, AccessLog, PersonalData, CommandHandler,
 * Health, Metrics, Log, TokenVerifier` and the configs.
 */
export class KitModule {
  static register(options: KitOptions): DynamicModule {
    throw new Error(`being built: ${options.name}`);
  }
}
