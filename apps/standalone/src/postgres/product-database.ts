import type { Log } from '@motcua/service-kit';
import type { Undo } from '../undo.js';
import { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';
import { newsOf } from './postgres-news.js';
import { type PostgresLost, PostgresWatch } from './postgres-watch.js';

/** An empty database, or one of this product: of the role that owns it, and of a member of `motcua_app`. */
export interface DatabaseAddresses {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

export interface ProductDatabase extends DatabaseAddresses {
  /**
   * From now on the server is started again whenever it dies, until the ending begins.
   * @returns resolves when it is given up; never for a server that somebody else runs
   */
  watch(log: Log, say: (words: string) => void): Promise<PostgresLost>;
}

/** Starts our own PostgreSQL, to be stopped by `undo`. @throws when it cannot be made or started */
export async function ownDatabase(options: EmbeddedPostgresOptions, undo: Undo): Promise<ProductDatabase> {
  const postgres = await EmbeddedPostgres.start(options);
  undo.later(() => postgres.stop());
  const { ownerUrl, appUrl, port } = postgres;
  return {
    ownerUrl,
    appUrl,
    watch(log, say) {
      const watch = new PostgresWatch(postgres, newsOf(port, log, say));
      watch.start();
      undo.later(() => watch.end()); // begun last, ended first: a server that dies while we end stays down
      return watch.lost;
    },
  };
}

/** A PostgreSQL that somebody else runs: while it is away we wait. */
export function foreignDatabase({ ownerUrl, appUrl }: DatabaseAddresses): ProductDatabase {
  return { ownerUrl, appUrl, watch: () => new Promise(() => undefined) };
}
