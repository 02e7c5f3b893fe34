import { hash } from 'node:crypto';
import pg from 'pg';
import { contentDigest } from '../admit.js';
import { canonical } from '../canonical.js';

const PAGE = 2000;
const EMPTY = Buffer.alloc(0);

const ROWS = `
  SELECT position, stream_id, category, stream_version, event_id, type, schema_version, data, meta, hash,
    (extract(epoch FROM recorded_at) * 1000000)::bigint AS stamp
  FROM store.events WHERE position > $1 ORDER BY position LIMIT ${PAGE}`;

interface Row {
  readonly position: string;
  readonly stream_id: string;
  readonly category: string;
  readonly stream_version: string;
  readonly event_id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly data: unknown;
  readonly meta: unknown;
  readonly hash: Buffer;
  readonly stamp: string;
}

export interface ChainReport {
  /** Events whose place in the chain holds. */
  readonly verified: number;
  /** Hash of the last verified event, hex; compare it with what was published. */
  readonly root: string;
  /** The first place where the log is not what was written; everything behind it is unproven. */
  readonly broken?: { readonly position: string; readonly reason: 'missing' | 'changed' };
}

const int8 = (value: string) => {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

function link(before: Buffer, row: Row): Buffer {
  const digest = contentDigest({
    id: row.event_id,
    stream: row.stream_id,
    version: Number(row.stream_version),
    type: row.type,
    schemaVersion: row.schema_version,
    data: canonical(row.data),
    meta: canonical(row.meta),
  });
  return hash('sha256', Buffer.concat([before, int8(row.position), int8(row.stamp), digest]), 'buffer');
}

function fault(row: Row, expected: number, chain: Buffer): 'missing' | 'changed' | undefined {
  if (Number(row.position) !== expected) return 'missing';
  const whole = row.category === row.stream_id.split('-', 1)[0] && chain.equals(row.hash);
  return whole ? undefined : 'changed';
}

async function walk(client: pg.ClientBase, onProgress: (verified: number) => void): Promise<ChainReport> {
  let verified = 0;
  let chain: Buffer = EMPTY;
  for (;;) {
    const { rows } = await client.query<Row>(ROWS, [verified]);
    for (const row of rows) {
      const next = row.position === String(verified + 1) ? link(chain, row) : EMPTY;
      const reason = fault(row, verified + 1, next);
      if (reason) return { verified, root: chain.toString('hex'), broken: { position: String(verified + 1), reason } };
      chain = next;
      verified += 1;
    }
    onProgress(verified);
    if (rows.length < PAGE) return { verified, root: chain.toString('hex') };
  }
}

/** Runs `work` on one connection of an address or a pool. */
async function connected<T>(source: string | pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  if (typeof source !== 'string') {
    const client = await source.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  }
  const client = new pg.Client({ connectionString: source });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Recomputes the hash chain from the first event to the newest, outside the database, and stops at the first place that does
 * not hold. What was cut off at the end shows only against a published root.
 *
 * @param onProgress how many events hold so far
 */
export function verifyChain(source: string | pg.Pool, onProgress: (verified: number) => void = () => undefined) {
  return connected(source, (client) => walk(client, onProgress));
}

export interface DailyRoot {
  /** yyyy-mm-dd in Vietnam (+07:00) */
  readonly day: string;
  /** The newest event recorded on or before that day. */
  readonly position: string;
  /** Its hash, hex. */
  readonly root: string;
}

async function stamped(client: pg.ClientBase, position: number): Promise<{ at: number; root: string }> {
  const { rows } = await client.query<{ recorded_at: Date; hash: Buffer }>(
    'SELECT recorded_at, hash FROM store.events WHERE position = $1',
    [position],
  );
  return { at: rows[0]!.recorded_at.getTime(), root: rows[0]!.hash.toString('hex') };
}

async function newestBefore(client: pg.ClientBase, end: number): Promise<number> {
  const { rows } = await client.query<{ head: string }>('SELECT coalesce(max(position), 0) AS head FROM store.events');
  let [low, high] = [0, Number(rows[0]!.head)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((await stamped(client, middle)).at < end) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The one value to publish for a day: it fixes everything recorded up to then. Found by halving, because the server's stamps
 * never go back from one position to the next.
 *
 * @param day yyyy-mm-dd in Vietnam
 * @returns undefined when nothing was recorded by then
 * @throws {RangeError} when `day` is none
 */
export async function dailyRoot(source: string | pg.Pool, day: string): Promise<DailyRoot | undefined> {
  const end = new Date(`${day}T00:00:00+07:00`).getTime() + 24 * 3600 * 1000;
  if (Number.isNaN(end)) throw new RangeError(`not a day: ${day}`);
  return connected(source, async (client) => {
    const position = await newestBefore(client, end);
    if (position === 0) return undefined;
    return { day, position: String(position), root: (await stamped(client, position)).root };
  });
}
