import type { EventStore } from '@motcua/event-store';
import type { Database } from '@motcua/service-kit';
import type { ConsumerPlace } from './health-overview.dto.js';
import type { ToldState } from './seen-services.js';

interface Saved {
  readonly consumer: string;
  readonly position: string | null;
  readonly moved_at: Date | null;
  readonly facts: number;
  readonly dossiers: number;
  readonly unreadable: number;
}

/**
 * Everybody who follows the log and has begun: consumers of lifecycle facts, and the relay. Checkpoints of consumers that read a topic
 * (`feed:<consumer>@<topic>/<partition>`) are offsets; how far those are they tell themselves.
 */
const SAVED = `
  WITH places AS (
    SELECT substr(consumer, 6) AS consumer, position, moved_at
    FROM kit.checkpoints WHERE consumer LIKE 'feed:%' AND consumer NOT LIKE '%@%'
  ), parked AS (
    SELECT consumer, count(*)::int AS facts, count(DISTINCT dossier_id)::int AS dossiers FROM kit.feed_parked GROUP BY 1
  ), unread AS (
    SELECT consumer, count(*)::int AS unreadable FROM kit.feed_quarantined q
    WHERE NOT EXISTS (SELECT FROM kit.feed_acknowledged a
      WHERE (a.consumer, a.topic, a.partition, a.record_offset) = (q.consumer, q.topic, q.partition, q.record_offset))
    GROUP BY 1
  )
  SELECT consumer, position::text, moved_at, coalesce(facts, 0) AS facts, coalesce(dossiers, 0) AS dossiers,
    coalesce(unreadable, 0) AS unreadable
  FROM (SELECT consumer FROM places UNION SELECT consumer FROM parked UNION SELECT consumer FROM unread
    UNION SELECT unnest($1::text[])) AS known (consumer)
  LEFT JOIN places USING (consumer) LEFT JOIN parked USING (consumer) LEFT JOIN unread USING (consumer)
  ORDER BY consumer`;

/** @param told what the running processes say of their consumers @param head of the log */
export async function consumerPlaces(
  { pool }: Pick<Database, 'pool'>,
  store: EventStore,
  told: ReadonlyMap<string, ToldState>,
  head: string,
): Promise<ConsumerPlace[]> {
  const { rows } = await pool.query<Saved>(SAVED, [[...told.keys()]]);
  return rows.map((row) => {
    const state = told.get(row.consumer);
    const distance = row.position === null ? null : store.distance(row.position, head);
    return {
      consumer: row.consumer,
      position: row.position,
      movedAt: row.moved_at?.toISOString() ?? null,
      ...liveState(state),
      behind: state === undefined ? distance : state.behind,
      parkedFacts: row.facts,
      parkedDossiers: row.dossiers,
      unreadable: row.unreadable,
    };
  });
}

function liveState(
  state: ToldState | undefined,
): Pick<ConsumerPlace, 'instance' | 'frozenForSeconds' | 'lost' | 'waitsFor'> {
  if (state === undefined) return { instance: null, frozenForSeconds: 0, lost: null, waitsFor: null };
  const { instance, frozenForMs, lost = null, waitsFor = null } = state;
  return { instance, frozenForSeconds: Math.round(frozenForMs / 1_000), lost, waitsFor };
}
