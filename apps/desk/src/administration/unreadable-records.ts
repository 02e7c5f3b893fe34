import { type Actor, Clock } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { DeskViews } from '../views/desk-views.js';
import type { UnreadablePlace, UnreadableRecord } from './unreadable.dto.js';

type Row = Omit<UnreadableRecord, 'foundAt'> & { readonly foundAt: Date };

/**
 * Records of the broker that are no message of ours. They hold nothing back, and what is in them is unknown; somebody must find out
 * who wrote them, and then says that he has looked.
 */
@Injectable()
export class UnreadableRecords {
  constructor(
    private readonly views: DeskViews,
    private readonly clock: Clock,
  ) {}

  /** Those nobody has acknowledged, oldest first; 100 at most. */
  async open(): Promise<readonly UnreadableRecord[]> {
    const { rows } = await sql<Row>`
      SELECT consumer, topic, partition, record_offset::text AS offset, digest, fault, found_at AS "foundAt"
      FROM kit.feed_quarantined LEFT JOIN kit.feed_acknowledged USING (consumer, topic, partition, record_offset)
      WHERE acknowledged_at IS NULL ORDER BY found_at, topic, partition, record_offset LIMIT 100`.execute(
      this.views.tables,
    );
    return rows.map(({ foundAt, ...record }) => ({ ...record, foundAt: foundAt.toISOString() }));
  }

  /** The first who does it is remembered. @returns false when there is no such record */
  async acknowledge({ consumer, topic, partition, offset }: UnreadablePlace, { subject }: Actor): Promise<boolean> {
    const { rows } = await sql`
      WITH found AS (
        SELECT consumer, topic, partition, record_offset FROM kit.feed_quarantined
        WHERE consumer = ${consumer} AND topic = ${topic} AND partition = ${partition} AND record_offset = ${offset}::bigint),
      noted AS (
        INSERT INTO kit.feed_acknowledged SELECT *, ${subject}, ${this.clock.now()}::timestamptz FROM found
        ON CONFLICT DO NOTHING)
      SELECT 1 FROM found`.execute(this.views.tables);
    return rows.length > 0;
  }
}
