import type { EventStore, Position, RecordedEvent } from '@motcua/event-store';
import { UsageFault } from '../usage-fault.js';
import type { Pool, PoolClient } from 'pg';

/**
 * Everything in PostgreSQL that is a place in the event store. Checkpoints of Kafka partitions (`...@<topic>/<partition>`) are
 * offsets of a topic, which a move leaves alone.
 */
const PLACES = [
  { table: 'kit.checkpoints', column: 'position', type: 'bigint', only: `consumer NOT LIKE '%@%'` },
  { table: 'kit.feed_consumers', column: 'replay_until', type: 'text', only: 'true' },
  { table: 'kit.view_builds', column: 'position', type: 'text', only: 'true' },
] as const;

/** Old place -> the same place in the other store. */
export class Places {
  private readonly open: Position[];
  private readonly found = new Map<Position, Position>();
  private last: Position;

  private constructor(
    places: readonly Position[],
    private readonly source: EventStore,
    target: EventStore,
  ) {
    this.open = [...new Set(places)].sort((a, b) => source.distance(b, a));
    this.last = target.start;
  }

  static async in(pool: Pool, source: EventStore, target: EventStore): Promise<Places> {
    const all = PLACES.map(({ table, column, only }) => `SELECT ${column}::text AS place FROM ${table} WHERE ${only}`);
    const { rows } = await pool.query<{ place: Position }>(all.join(' UNION '));
    return new Places(
      rows.map(({ place }) => place),
      source,
      target,
    );
  }

  /** The next event of both stores: whoever stood before it keeps to the one before. */
  pass(here: RecordedEvent, there: RecordedEvent): void {
    while (this.open.length > 0 && this.source.distance(this.open[0]!, here.position) > 0)
      this.found.set(this.open.shift()!, this.last);
    this.last = there.position;
  }

  /** All in one transaction, or none; `from` is then `to` for good. */
  async write(pool: Pool, from: string, to: string): Promise<number> {
    for (const place of this.open.splice(0)) this.found.set(place, this.last);
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await claim(client, from, to);
      let moved = 0;
      for (const { table, column, type, only } of PLACES)
        moved += await this.update(client, { table, column, type, only });
      await client.query('COMMIT');
      return moved;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  private async update(
    client: PoolClient,
    place: Record<'table' | 'column' | 'type' | 'only', string>,
  ): Promise<number> {
    const { table, column, type, only } = place;
    const { rowCount } = await client.query(
      `UPDATE ${table} t SET ${column} = m.new_place::${type} FROM unnest($1::text[], $2::text[]) AS m (old_place, new_place)
       WHERE t.${column}::text = m.old_place AND ${only}`,
      [[...this.found.keys()], [...this.found.values()]],
    );
    return rowCount ?? 0;
  }
}

/** @throws {UsageFault} the positions are not those of the source */
export async function refuseOthersPlaces(client: Pick<PoolClient, 'query'>, from: string): Promise<void> {
  const { rows } = await client.query<{ store: string }>('SELECT store FROM kit.positions_of');
  if (rows[0] !== undefined && rows[0].store !== from)
    throw new UsageFault(
      `consumers' checkpoints are places in ${rows[0].store}, not in ${from}: was it moved already?`,
    );
}

async function claim(client: PoolClient, from: string, to: string): Promise<void> {
  await client.query('LOCK TABLE kit.positions_of IN EXCLUSIVE MODE');
  await refuseOthersPlaces(client, from);
  await client.query('DELETE FROM kit.positions_of');
  await client.query('INSERT INTO kit.positions_of (store) VALUES ($1)', [to]);
}
