import { type Page, pageOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { cursorParts } from '../views/cursor.js';
import { DeskViews } from '../views/desk-views.js';
import type { ParkedCount, ParkedFact, ParkedQuery } from './parked.dto.js';

/** A fact, and its place in the list: consumers first, in the order in which they will come back, then read models. */
type Row = Omit<ParkedFact, 'parkedAt'> & {
  readonly parkedAt: Date;
  readonly source: number;
  readonly place: string;
  readonly key: string;
};

/**
 * Everything that was set aside: facts that a consumer could not handle, and streams that a read model which is shown now leaves
 * out. The name of an error, never its words: those may quote the applicant.
 */
const parkedFacts = sql`(
  SELECT 0 AS source, place, '' AS key, consumer, 'redrive' AS "takenAgainBy", dossier_id AS "dossierId",
    'dossier-' || dossier_id AS stream, version, event_type AS "eventType", error_name AS "errorName",
    error_code AS "errorCode", attempts, parked_at AS "parkedAt", redriving
  FROM kit.feed_parked
  UNION ALL
  SELECT 1, 0, view || ' ' || stream, view, 'rebuild', substring(stream FROM '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$')::uuid,
    stream, aside.version, event_type, error_name, NULL, NULL, aside_at,
    EXISTS (SELECT FROM kit.view_builds next WHERE next.view = aside.view AND next.state = 'building')
  FROM kit.view_streams_aside aside JOIN kit.view_builds shown USING (view, build)
  WHERE shown.state = 'live'
) AS parked`;

@Injectable()
export class ParkedFacts {
  constructor(private readonly views: DeskViews) {}

  /** @throws {Problem} 400 `cursor.invalid` */
  async page({ consumer, dossierId, cursor, limit }: ParkedQuery): Promise<Page<ParkedFact>> {
    const conditions = [
      consumer === undefined ? undefined : sql`consumer = ${consumer}`,
      dossierId === undefined ? undefined : sql`"dossierId" = ${dossierId}`,
      cursor === undefined ? undefined : behind(cursor),
    ].filter((one) => one !== undefined);
    const { rows } = await sql<Row>`
      SELECT * FROM ${parkedFacts} WHERE ${sql.join([sql`true`, ...conditions], sql` AND `)}
      ORDER BY source, place, key LIMIT ${limit + 1}`.execute(this.views.tables);
    return pageOf(rows, limit, parked, ({ source, place, key }) => [source, Number(place), key]);
  }

  async counts(): Promise<readonly ParkedCount[]> {
    const { rows } = await sql<ParkedCount>`
      SELECT consumer, count(*)::int AS facts, count(DISTINCT "dossierId")::int AS dossiers
      FROM ${parkedFacts} GROUP BY 1 ORDER BY 1`.execute(this.views.tables);
    return rows;
  }
}

function parked({ source: _source, place: _place, key: _key, parkedAt, ...fact }: Row): ParkedFact {
  return { ...fact, parkedAt: parkedAt.toISOString() };
}

function behind(cursor: string): RawBuilder<unknown> {
  const [source, place, key] = cursorParts(cursor, ['integer', 'integer', 'text']);
  return sql`(source, place, key) > (${source}::bigint, ${place}::bigint, ${key})`;
}
