import { headOf, type Delivery, type Lane } from '@motcua/domain';
import { Database } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql, type Kysely } from 'kysely';
import type { DossierHistory } from '../statuses/dossier-history.js';

/** What a lane does now. */
export type LaneState = 'idle' | 'waiting' | 'held' | 'parked';

/** Where a dossier stands at the portal as its lane says. */
export interface SyncState {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly unitCode: string;
  readonly ourStatus: number;
  /** The status of the last message that the portal confirmed; null = nothing is confirmed. */
  readonly confirmedStatus: number | null;
  readonly laneState: LaneState;
  /** The delivery that is next, or that everything waits for. */
  readonly headSeq: number | null;
  /** Business time of the oldest fact that is not through. */
  readonly unsentSince: string | null;
}

export function syncStateOf(lane: Lane, history: DossierHistory): SyncState {
  const { dossier, dossierCode, status } = history;
  const head = headOf(lane);
  return {
    dossierId: dossier.dossierId,
    dossierCode,
    unitCode: dossier.receivingUnit,
    ourStatus: status,
    confirmedStatus: confirmedStatus(lane, history),
    laneState: laneState(head),
    headSeq: head?.seq ?? null,
    unsentSince: head?.occurredAt ?? null,
  };
}

function laneState(head: Delivery | undefined): LaneState {
  if (head === undefined) return 'idle';
  return head.state.kind === 'held' || head.state.kind === 'parked' ? head.state.kind : 'waiting';
}

/** The status right after the newest fact that the portal confirmed. */
function confirmedStatus({ deliveries }: Lane, { facts, first }: DossierHistory): number | null {
  const done = new Set(
    deliveries
      .filter(({ state }) => state.kind === 'done' || state.kind === 'settled')
      .map(({ sourceEventId }) => sourceEventId),
  );
  const newest = [first, ...facts].filter(({ eventId }) => done.has(eventId)).at(-1);
  if (newest === undefined) return null;
  return facts.filter(({ version, step }) => step !== null && version <= newest.version).at(-1)?.step?.status ?? null;
}

interface Row {
  readonly dossier_id: string;
  readonly dossier_code: string;
  readonly unit_code: string;
  readonly our_status: number;
  readonly confirmed_status: number | null;
  readonly lane_state: LaneState;
  readonly head_seq: number | null;
  readonly unsent_since: Date | null;
}

/** A list of the lanes for operators and measures; the streams have the last word. */
@Injectable()
export class SyncStates {
  private readonly database: Kysely<unknown>;

  constructor(database: Database) {
    this.database = database.kysely('portal');
  }

  /** @param seenFacts how many facts of lane and dossier the state was made of: an older look never overwrites a newer one */
  async note(state: SyncState, seenFacts: number): Promise<void> {
    await sql`
      INSERT INTO portal.sync_states AS known (dossier_id, dossier_code, unit_code, our_status, confirmed_status, lane_state,
        head_seq, unsent_since, seen_facts)
      VALUES (${state.dossierId}, ${state.dossierCode}, ${state.unitCode}, ${state.ourStatus}, ${state.confirmedStatus},
        ${state.laneState}, ${state.headSeq}, ${state.unsentSince}, ${seenFacts})
      ON CONFLICT (dossier_id) DO UPDATE
      SET dossier_code = excluded.dossier_code, unit_code = excluded.unit_code, our_status = excluded.our_status,
          confirmed_status = excluded.confirmed_status, lane_state = excluded.lane_state, head_seq = excluded.head_seq,
          unsent_since = excluded.unsent_since, seen_facts = excluded.seen_facts
      WHERE known.seen_facts <= excluded.seen_facts`.execute(this.database);
  }

  /** Of a dossier that is told no more. */
  async forget(dossierId: string): Promise<void> {
    await sql`DELETE FROM portal.sync_states WHERE dossier_id = ${dossierId}`.execute(this.database);
  }

  /**
   * In the order of the dossier codes, those of the units (and of what is below them) only.
   * @param after code and id of the last one seen
   */
  async list(filter: StateFilter, after: readonly [string, string] | null, limit: number): Promise<SyncState[]> {
    const { units, differing, laneState: wanted } = filter;
    const found = await sql<Row>`
      SELECT dossier_id, dossier_code, unit_code, our_status, confirmed_status, lane_state, head_seq, unsent_since
      FROM portal.sync_states
      WHERE (${after === null} OR (dossier_code, dossier_id) > (${after?.[0] ?? ''}, ${after?.[1] ?? null}::uuid))
        AND EXISTS (SELECT FROM unnest(${[...units]}::text[]) u WHERE unit_code = u OR starts_with(unit_code, u || '.'))
        AND (${!differing} OR our_status IS DISTINCT FROM confirmed_status OR lane_state <> 'idle')
        AND (${wanted ?? null}::text IS NULL OR lane_state = ${wanted ?? null})
      ORDER BY dossier_code, dossier_id LIMIT ${limit}`.execute(this.database);
    return found.rows.map(stateOf);
  }

  /** Lanes by what they do, and since when the oldest message waits. */
  async summary(): Promise<{ readonly lanes: Readonly<Record<LaneState, number>>; readonly oldest: string | null }> {
    const found = await sql<{ lane_state: LaneState; lanes: string; oldest: Date | null }>`
      SELECT lane_state, count(*) AS lanes, min(unsent_since) AS oldest FROM portal.sync_states GROUP BY lane_state`.execute(
      this.database,
    );
    const lanes = { idle: 0, waiting: 0, held: 0, parked: 0 };
    for (const row of found.rows) lanes[row.lane_state] = Number(row.lanes);
    const oldest = found.rows.flatMap((row) => (row.oldest === null ? [] : [row.oldest.toISOString()])).toSorted()[0];
    return { lanes, oldest: oldest ?? null };
  }
}

export interface StateFilter {
  readonly units: readonly string[];
  readonly differing: boolean;
  readonly laneState?: LaneState | undefined;
}

function stateOf(row: Row): SyncState {
  return {
    dossierId: row.dossier_id,
    dossierCode: row.dossier_code,
    unitCode: row.unit_code,
    ourStatus: row.our_status,
    confirmedStatus: row.confirmed_status,
    laneState: row.lane_state,
    headSeq: row.head_seq,
    unsentSince: row.unsent_since?.toISOString() ?? null,
  };
}
