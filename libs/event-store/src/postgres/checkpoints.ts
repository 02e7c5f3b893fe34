import type { Position } from '../event-store.js';

/** What these functions need of a connection that is inside the caller's transaction. */
export interface SqlClient {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }>;
}

/** Another instance of this consumer has moved on: roll back, and stop or start again from its checkpoint. */
export class FencedOut extends Error {
  override readonly name = 'FencedOut';

  constructor(
    readonly consumer: string,
    readonly from: Position,
  ) {
    super(`consumer ${consumer} does not stand at ${from} any more`);
  }
}

/** Where the consumer stands; the position before the first event when it never moved. */
export async function readCheckpoint(client: SqlClient, consumer: string): Promise<Position> {
  const { rows } = await client.query('SELECT position FROM kit.checkpoints WHERE consumer = $1', [consumer]);
  return (rows as { position: Position }[])[0]?.position ?? '0';
}

const FIRST_MOVE = `
  INSERT INTO kit.checkpoints (consumer, position) VALUES ($1, $3)
  ON CONFLICT (consumer) DO UPDATE SET position = excluded.position, moved_at = excluded.moved_at
  WHERE kit.checkpoints.position = $2`;

const MOVE = `
  UPDATE kit.checkpoints SET position = $3, moved_at = clock_timestamp() WHERE consumer = $1 AND position = $2`;

/**
 * Compare-and-set inside the caller's transaction, which also holds the effects of the events up to `to`: a zombie that wakes
 * up late loses its effects together with its move.
 *
 * @throws {FencedOut} when the consumer does not stand at `from`
 */
export async function moveCheckpoint(client: SqlClient, consumer: string, from: Position, to: Position): Promise<void> {
  const { rowCount } = await client.query(from === '0' ? FIRST_MOVE : MOVE, [consumer, from, to]);
  if (rowCount !== 1) throw new FencedOut(consumer, from);
}
