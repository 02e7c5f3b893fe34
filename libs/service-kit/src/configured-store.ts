import type { EventStore } from '@motcua/event-store';
import { KurrentEventStore } from '@motcua/event-store/kurrentdb';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import type { Pool, PoolClient } from 'pg';

import type { InstallationConfig } from './config/installation-config.js';
import { ConfigInvalid } from './config/load-config.js';

type StoreKind = InstallationConfig['store'];

/**
 * One of the stores that an installation may keep its events in; `config.store` names the one its apps use.
 *
 * @throws {ConfigInvalid} when its address is missing
 */
export function openStore(
  kind: StoreKind,
  config: Pick<InstallationConfig, 'postgresUrl' | 'kurrentdbUrl' | 'kurrentdbWatchMs'>,
): EventStore {
  const { postgresUrl, kurrentdbUrl, kurrentdbWatchMs } = config;
  switch (kind) {
    case 'postgres':
      return new PostgresEventStore({ url: postgresUrl });
    case 'kurrentdb':
      if (kurrentdbUrl === undefined)
        throw new ConfigInvalid([{ name: 'MOTCUA_KURRENTDB_URL', problem: 'is missing' }]);
      return new KurrentEventStore({ url: kurrentdbUrl, watchMs: kurrentdbWatchMs });
  }
}

/**
 * Says, at the first start of an installation, whose places its checkpoints are, and refuses every later start on the other store:
 * there a checkpoint means nothing, and what was done already would be done again. `motcua store move` changes both together.
 *
 * @throws {ConfigInvalid} when the checkpoints are places in another store
 */
export async function claimPositions(pool: Pool, kind: StoreKind): Promise<void> {
  const owner = (await positionsOwner(pool)) ?? (await claim(pool, kind));
  if (owner === kind) return;
  const problem = `names the wrong store: the checkpoints of this installation are places in ${owner}, and an app on another store would do again what was done already; choose ${owner}, or take everything along with motcua store move --from ${owner} --to ${kind}`;
  throw new ConfigInvalid([{ name: 'MOTCUA_STORE', problem }]);
}

async function positionsOwner(pool: Pick<PoolClient, 'query'>): Promise<string | undefined> {
  const { rows } = await pool.query<{ store: string }>('select store from kit.positions_of');
  return rows[0]?.store;
}

/** Apps start together; the first of them decides, also against one that was told another store. */
async function claim(pool: Pool, kind: StoreKind): Promise<string> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query('lock table kit.positions_of in exclusive mode');
    const owner = await positionsOwner(client);
    if (owner === undefined) await client.query('insert into kit.positions_of (store) values ($1)', [kind]);
    await client.query('commit');
    return owner ?? kind;
  } catch (error) {
    broken = error as Error; // rolled back with its connection
    throw error;
  } finally {
    client.release(broken);
  }
}
