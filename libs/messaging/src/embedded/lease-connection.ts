import type { Pool, PoolClient } from 'pg';

/** A connection that all leases of one pool share; it is taken from the pool while there is at least one. */
export interface LeaseConnection {
  readonly client: PoolClient;
  /** Aborts when the connection is cut. */
  readonly broken: AbortSignal;
  /** Call once. */
  readonly leave: () => void;
}

interface Shared {
  readonly client: PoolClient;
  users: number;
  readonly broken: AbortController;
}

const open = new WeakMap<Pool, Promise<Shared>>();

/** Joins the pool's lease connection, or opens it. */
export async function joinLeaseConnection(pool: Pool): Promise<LeaseConnection> {
  const known = open.get(pool);
  const coming = known ?? connect(pool);
  if (known === undefined) open.set(pool, coming);
  const shared = await coming;
  if (shared.broken.signal.aborted || (shared.users === 0 && known !== undefined)) {
    if (open.get(pool) === coming) open.delete(pool);
    return joinLeaseConnection(pool);
  }
  shared.users += 1;
  return { client: shared.client, broken: shared.broken.signal, leave: () => leave(pool, coming, shared) };
}

async function connect(pool: Pool): Promise<Shared> {
  try {
    const client = await pool.connect();
    const shared = { client, users: 0, broken: new AbortController() };
    client.on('error', () => shared.broken.abort());
    return shared;
  } catch (error) {
    open.delete(pool);
    throw error;
  }
}

function leave(pool: Pool, coming: Promise<Shared>, shared: Shared): void {
  shared.users -= 1;
  if (shared.users > 0) return;
  if (open.get(pool) === coming) open.delete(pool);
  shared.client.removeAllListeners('error');
  shared.client.on('error', () => undefined);
  shared.client.release(true); // a fresh one next time: the server sees at once that the holder is gone
}
