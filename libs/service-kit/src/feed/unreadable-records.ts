import type { QuarantinedRecord } from '@motcua/messaging';
import type { Database } from '../database/database.js';

/** Where a record of the broker stands, and for which consumer. */
export type UnreadablePlace = Pick<QuarantinedRecord, 'consumer' | 'topic' | 'partition' | 'offset'>;

/** That somebody has looked at it. */
export interface Acknowledgement {
  /** Subject of the account. */
  readonly by: string;
  /** Why it needs no more looking at, as a code; free text could name a person. */
  readonly reasonCode: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

type Row = Omit<QuarantinedRecord, 'foundAt'> & { readonly found_at: Date };

const OPEN = `kit.feed_quarantined q WHERE NOT EXISTS (
  SELECT FROM kit.feed_acknowledged a
  WHERE (a.consumer, a.topic, a.partition, a.record_offset) = (q.consumer, q.topic, q.partition, q.record_offset))`;

/**
 * Records of the broker that are no message of ours. They hold nothing back, and what is in them is unknown; somebody must find out
 * who wrote them, and then says that he has looked.
 */
export class UnreadableRecords {
  constructor(private readonly database: Pick<Database, 'pool'>) {}

  /** Those nobody has acknowledged, oldest first; 100 at most. */
  async open(): Promise<readonly QuarantinedRecord[]> {
    const { rows } = await this.database.pool.query<Row>(
      `SELECT consumer, topic, partition, record_offset AS offset, digest, fault, found_at FROM ${OPEN}
       ORDER BY found_at, topic, partition, record_offset LIMIT 100`,
    );
    return rows.map(({ found_at: foundAt, ...record }) => ({ ...record, foundAt: foundAt.toISOString() }));
  }

  /** How many of each consumer nobody has acknowledged; consumers without one are left out. */
  async counts(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.database.pool.query<{ consumer: string; count: number }>(
      `SELECT consumer, count(*)::int AS count FROM ${OPEN} GROUP BY 1`,
    );
    return new Map(rows.map(({ consumer, count }) => [consumer, count]));
  }

  /** The first who does it is remembered. @returns false when there is no such record */
  async acknowledge(place: UnreadablePlace, { by, reasonCode, at }: Acknowledgement): Promise<boolean> {
    const { consumer, topic, partition, offset } = place;
    const { rows } = await this.database.pool.query(
      `WITH found AS (
         SELECT consumer, topic, partition, record_offset FROM kit.feed_quarantined
         WHERE (consumer, topic, partition, record_offset) = ($1, $2, $3::int, $4::bigint)),
       noted AS (
         INSERT INTO kit.feed_acknowledged
           (consumer, topic, partition, record_offset, acknowledged_by, acknowledged_at, reason_code)
         SELECT *, $5, $6::timestamptz, $7 FROM found ON CONFLICT DO NOTHING)
       SELECT 1 FROM found`,
      [consumer, topic, partition, offset, by, at, reasonCode],
    );
    return rows.length > 0;
  }
}
