import type { Catalogue } from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import type { EventFeed } from '@motcua/messaging';

import type { SessionLimits } from './auth/sessions/session.js';
import type { AuthOptions } from './auth/token-verifier.js';
import type { BlobStore } from './blobs/blob-store.js';
import type { CatalogueContents } from './catalogue/catalogue-contents.js';
import type { Clock } from './clock.js';
import type { Database } from './database/database.js';
import type { DeclarationSchemas } from './declaration/declaration-schemas.js';
import type { KitParts } from './kit-parts.js';
import type { Log } from './logging/log.js';
import type { Metrics } from './management/metrics.js';
import type { AccessLog } from './personal/access-log.js';
import type { Sealer } from './sealing/sealer.js';

/** Makes one part; it may use those made before it: clock, database, eventStore, sealer, blobStore, catalogue, declarations, catalogueContents, eventFeed, accessLog. */
export type PartFactory<T> = (parts: KitParts) => T | Promise<T>;

/**
 * How the parts of an installation are made; single apps, standalone and tests choose here. A part without a factory is not
 * provided, and an app that injects it does not start. Factories run once; what has a `close()` is closed in reverse order at
 * shutdown.
 */
export interface KitOptions {
  /** Name of the process in logs and pg_stat_activity. */
  readonly name: string;
  readonly auth: AuthOptions;
  /** Where people sign in with a browser; needs `database`. Absent = tokens only. */
  readonly sessions?: SessionLimits & {
    /** The one address that people use, e.g. `https://motcua.h99.example`; the same for all apps. */
    readonly publicUrl: string;
  };
  /** Instances of config classes; each is injected by its class. */
  readonly configs?: readonly object[];
  /** Default: `SystemClock`. */
  readonly clock?: PartFactory<Clock>;
  readonly database?: PartFactory<Database>;
  readonly eventStore: PartFactory<EventStore>;
  readonly sealer: PartFactory<Sealer>;
  readonly blobStore?: PartFactory<BlobStore>;
  readonly catalogue?: PartFactory<Catalogue>;
  /** The declarations' schemas, compiled; they come out of the same folder as the catalogue. */
  readonly declarations?: PartFactory<DeclarationSchemas>;
  /** The same folder as it was written, for those who look after it. */
  readonly catalogueContents?: PartFactory<CatalogueContents>;
  readonly eventFeed?: PartFactory<EventFeed>;
  /** Default: the table `kit.access_log` when there is a database, else in memory. */
  readonly accessLog?: PartFactory<AccessLog>;
  /** Default: JSON lines on standard output at level info. */
  readonly log?: Log;
  /** Default: a new registry. */
  readonly metrics?: Metrics;
}
