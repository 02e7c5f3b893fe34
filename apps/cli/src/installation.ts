import { join } from 'node:path';
import type { EventStore } from '@motcua/event-store';
import type { EventFeed } from '@motcua/messaging';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import {
  type BlobStore,
  type Clock,
  Database,
  FolderBlobStore,
  type LoadedCatalogue,
  PostgresKeyVault,
  type Sealer,
  SystemClock,
  VaultSealer,
  loadCatalogue,
  openStore,
} from '@motcua/service-kit';
import type { CliConfig } from './cli.config.js';

/** The parts of an installation that a command may need, each made at its first use. Close it. */
export class Installation {
  readonly clock: Clock = new SystemClock();
  readonly database: Database;
  private madeStore: EventStore | undefined;
  private madeSealer: Promise<Sealer> | undefined;

  constructor(readonly config: CliConfig) {
    this.database = new Database({ url: config.postgresUrl, applicationName: 'motcua-cli' });
  }

  get store(): EventStore {
    return (this.madeStore ??= openStore(this.config.store, this.config));
  }

  get feed(): EventFeed {
    return new EmbeddedFeed(this.store, new PostgresFeedLedger(this.database.pool), { now: () => this.clock.now() });
  }

  /** @throws {KeyFileFault} */
  sealer(): Promise<Sealer> {
    return (this.madeSealer ??= PostgresKeyVault.open(this.database.pool, this.config.keyFile).then(
      (vault) => new VaultSealer(vault),
    ));
  }

  async blobs(): Promise<BlobStore> {
    return new FolderBlobStore(join(this.config.dataFolder, 'blobs'), await this.sealer());
  }

  /** @throws {CatalogueFault} */
  catalogue(): Promise<LoadedCatalogue> {
    return loadCatalogue(this.config.catalogueFolder);
  }

  async close(): Promise<void> {
    await this.madeStore?.close();
    await this.database.close();
  }
}
