import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';

/** A connection that all leases of one pool share; it is taken from the pool while there is at least one. */
export interface LeaseConnection {
  /**
   * One after the other: a connection answers one question at a time. A line on which no answer comes in time is dead, whatever
   * the kernel still believes of it: it is given up, for all who share it.
   */
  readonly query: <Row extends QueryResultRow>(text: string, values: readonly unknown[]) => Promise<QueryResult<Row>>;
  /** Aborts when the connection is cut. */
  readonly broken: AbortSignal;
  /** Call once. */
  readonly leave: () => void;
}

class DeadLine extends Error {
  override readonly name = 'DeadLine';
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('the lease connection does not answer');
  }
}

interface Shared {
  readonly client: PoolClient;
  users: number;
  readonly broken: AbortController;
  /** The last question asked. */
  asked: Promise<unknown>;
}

const open = new WeakMap<Pool, Promise<Shared>>();

/**
 * Joins the pool's lease connection, or opens it.
 *
 * @param patienceMs how long an answer may take
 */
export async function joinLeaseConnection(pool: Pool, patienceMs: number): Promise<LeaseConnection> {
  const known = open.get(pool);
  const coming = known ?? connect(pool);
  if (known === undefined) open.set(pool, coming);
  const shared = await coming;
  if (shared.broken.signal.aborted || (shared.users === 0 && known !== undefined)) {
    if (open.get(pool) === coming) open.delete(pool);
    return joinLeaseConnection(pool, patienceMs);
  }
  shared.users += 1;
  return {
    query: (text, values) => ask(shared, patienceMs, { text, values: [...values] }),
    broken: shared.broken.signal,
    leave: () => leave(pool, coming, shared),
  };
}

function ask<Row extends QueryResultRow>(
  shared: Shared,
  patienceMs: number,
  question: { readonly text: string; readonly values: unknown[] },
): Promise<QueryResult<Row>> {
  const answer = shared.asked.then(() => answered<Row>(shared, patienceMs, question));
  shared.asked = answer.catch(() => undefined);
  return answer;
}

async function answered<Row extends QueryResultRow>(
  { client, broken }: Shared,
  patienceMs: number,
  { text, values }: { readonly text: string; readonly values: unknown[] },
): Promise<QueryResult<Row>> {
  if (broken.signal.aborted) throw new DeadLine();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeadLine()), patienceMs);
  const answer = client.query<Row>(text, values);
  answer.catch(() => undefined); // what comes after its time is nobody's
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    if (error instanceof DeadLine) broken.abort();
    throw error;
  } finally {
    clearTimeout(timer);
  }
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
