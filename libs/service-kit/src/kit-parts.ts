import type { Catalogue } from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import type { EventFeed } from '@motcua/messaging';

import type { BlobStore } from './blobs/blob-store.js';
import type { CatalogueContents } from './catalogue/catalogue-contents.js';
import { type Clock, SystemClock } from './clock.js';
import type { Database } from './database/database.js';
import type { DeclarationSchemas } from './declaration/declaration-schemas.js';
import type { KitOptions } from './kit-options.js';
import type { AccessLog } from './personal/access-log.js';
import { MemoryAccessLog } from './personal/memory-access-log.js';
import { PostgresAccessLog } from './personal/postgres-access-log.js';
import type { Sealer } from './sealing/sealer.js';

interface Made {
  clock: Clock;
  database: Database;
  eventStore: EventStore;
  sealer: Sealer;
  blobStore: BlobStore;
  catalogue: Catalogue;
  declarations: DeclarationSchemas;
  catalogueContents: CatalogueContents;
  eventFeed: EventFeed;
  accessLog: AccessLog;
}

export type PartName = keyof Made;

/** The parts of one installation in the order they are made; reading one that is not there (yet) is an error with its name. */
export class KitParts {
  private readonly made = new Map<PartName, unknown>();

  private constructor() {}

  /** Makes all parts; when one fails, those made before it are closed. */
  static async make(options: KitOptions): Promise<KitParts> {
    const parts = new KitParts();
    try {
      await parts.add('clock', options.clock ?? (() => new SystemClock()));
      await parts.add('database', options.database);
      await parts.add('eventStore', options.eventStore);
      await parts.add('sealer', options.sealer);
      await parts.add('blobStore', options.blobStore);
      await parts.add('catalogue', options.catalogue);
      await parts.add('declarations', options.declarations);
      await parts.add('catalogueContents', options.catalogueContents);
      await parts.add('eventFeed', options.eventFeed);
      await parts.add('accessLog', options.accessLog ?? defaultAccessLog);
    } catch (error) {
      await parts.close();
      throw error;
    }
    return parts;
  }

  get clock(): Clock {
    return this.get('clock');
  }

  get database(): Database {
    return this.get('database');
  }

  get eventStore(): EventStore {
    return this.get('eventStore');
  }

  get sealer(): Sealer {
    return this.get('sealer');
  }

  get blobStore(): BlobStore {
    return this.get('blobStore');
  }

  get catalogue(): Catalogue {
    return this.get('catalogue');
  }

  get declarations(): DeclarationSchemas {
    return this.get('declarations');
  }

  get eventFeed(): EventFeed {
    return this.get('eventFeed');
  }

  get accessLog(): AccessLog {
    return this.get('accessLog');
  }

  has(name: PartName): boolean {
    return this.made.has(name);
  }

  get<Name extends PartName>(name: Name): Made[Name] {
    if (!this.made.has(name)) throw new Error(`this installation has no ${name}, or it is made later`);
    return this.made.get(name) as Made[Name];
  }

  /** Closes what can be closed, the last made first. Safe to call twice. */
  async close(): Promise<void> {
    const names = [...this.made.keys()].reverse();
    for (const name of names) {
      const part = this.made.get(name);
      this.made.delete(name);
      if (hasClose(part)) await part.close();
    }
  }

  private async add<Name extends PartName>(
    name: Name,
    factory: ((parts: KitParts) => Made[Name] | Promise<Made[Name]>) | undefined,
  ): Promise<void> {
    if (factory !== undefined) this.made.set(name, await factory(this));
  }
}

function defaultAccessLog(parts: KitParts): AccessLog {
  return parts.has('database') ? new PostgresAccessLog(parts.database, parts.clock) : new MemoryAccessLog(parts.clock);
}

function hasClose(part: unknown): part is { close(): Promise<void> } {
  return typeof part === 'object' && part !== null && 'close' in part && typeof part.close === 'function';
}
