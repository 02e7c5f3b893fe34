import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';

/** A connection that all leases of one pool share; it is taken from the pool while there is at least one. */
export interface LeaseConnection {
  /** One after the other: a connection answers one question at a time. */
  readonly query: <Row extends QueryResultRow>(text: string, values: readonly unknown[]) => Promise<QueryResult<Row>>;
  /** Aborts when the connection is cut. */
  readonly broken: AbortSignal;
  /** Call once. */
  readonly leave: () => void;
}

interface Shared {
  readonly client: PoolClient;
  users: number;
  readonly broken: AbortController;
  /** The last question asked. */
  asked: Promise<unknown>;
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
  return {
    query: (text, values) => ask(shared, text, values),
    broken: shared.broken.signal,
    leave: () => leave(pool, coming, shared),
  };
}

function ask<Row extends QueryResultRow>(
  shared: Shared,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<Row>> {
  const answer = shared.asked.then(() => shared.client.query<Row>(text, [...values]));
  shared.asked = answer.catch(() => undefined);
  return answer;
}

async function connect(pool: Pool): Promise<Shared> {
  try {
    const client = await pool.connect();
    const shared = { client, users: 0, broken: new AbortController(), asked: Promise.resolve() };
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
