import { type RawBuilder, sql } from 'kysely';
import { COUNTS, type Count } from '../views/statistics/contributions.js';
import type { FigureValues } from './statistics.dto.js';

/** Sums over `desk.statistics_days`, with what is needed of the online channels beside. */
export type Counted = Readonly<Record<Count | 'received_online' | 'late_online', number>>;

/** The dossiers that came without an officer. */
export const ONLINE = sql<boolean>`channel NOT IN ('counter', 'post')`;

const NAMES = [...COUNTS, 'received_online', 'late_online'] as const;

export const NOTHING = Object.fromEntries(NAMES.map((name) => [name, 0])) as Counted;

/** The same over groups that were counted before: several cuts of many days are made of few rows. */
export function summedColumns(): RawBuilder<unknown> {
  return sql.join(NAMES.map((name) => sql`coalesce(sum(${sql.ref(name)}), 0)::int AS ${sql.ref(name)}`));
}

/** The columns of `Counted` over the rows of a group. */
export function countedColumns(): RawBuilder<unknown> {
  const sums = COUNTS.map((name) => sql`coalesce(sum(${sql.ref(name)}), 0)::int AS ${sql.ref(name)}`);
  return sql.join([
    ...sums,
    sql`coalesce(sum(received) FILTER (WHERE ${ONLINE}), 0)::int AS received_online`,
    sql`coalesce(sum(late) FILTER (WHERE ${ONLINE}), 0)::int AS late_online`,
  ]);
}

export function figuresOf(counted: Counted): FigureValues {
  const { received, accepted, refused, withdrawn, stopped, resolved, early, late, returned } = counted;
  const kept = early + counted.on_time;
  return {
    received,
    receivedOnline: counted.received_online,
    accepted,
    refused,
    withdrawn,
    stopped,
    resolved,
    early,
    onTime: counted.on_time,
    late,
    lateByOriginal: counted.late_original,
    onTimeRate: resolved === 0 ? null : Math.round((kept * 1000) / resolved) / 10,
    returned,
  };
}
