import { epoch } from '@motcua/domain';
import { Clock } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { DeskViews } from '../views/desk-views.js';
import { localHour } from '../views/statistics/hours.js';
import { ONLINE } from './counted.js';
import type { HourOfDeliveries, HourOfIntake, HourlyStatistics } from './hourly.dto.js';
import { type Scope, within } from './statistics-scope.js';

const HOUR_MS = 3_600_000;

/** The last hours: what came in, and how fast the outside systems were served. */
@Injectable()
export class HourlyReader {
  constructor(
    private readonly views: DeskViews,
    private readonly clock: Clock,
  ) {}

  async of(hours: number, scope: Scope): Promise<HourlyStatistics> {
    const now = epoch(this.clock.now());
    const all = Array.from({ length: hours }, (_, index) =>
      new Date(now - (hours - 1 - index) * HOUR_MS).toISOString(),
    );
    const [intake, deliveries] = await Promise.all([this.intake(all.map(localHour), scope), this.deliveries(all[0]!)]);
    return { intake, deliveries };
  }

  private async intake(hours: readonly string[], scope: Scope): Promise<HourOfIntake[]> {
    const { rows } = await sql<{ hour: string; received: number; online: number }>`
      SELECT hour, sum(received)::int AS received, coalesce(sum(received) FILTER (WHERE ${ONLINE}), 0)::int AS online
      FROM desk.statistics_hours WHERE hour >= ${hours[0]} AND ${within(scope, 'unit')} GROUP BY hour`.execute(
      this.views.tables,
    );
    const found = new Map(rows.map((row) => [row.hour, row]));
    return hours.map((hour) => ({
      hour,
      received: found.get(hour)?.received ?? 0,
      receivedOnline: found.get(hour)?.online ?? 0,
    }));
  }

  /** `since` is when a finished hand-over came to its end. */
  private async deliveries(from: string): Promise<readonly HourOfDeliveries[]> {
    const { rows } = await sql<HourOfDeliveries>`
      SELECT hour, system, count(*)::int AS delivered,
        round((percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds))::numeric, 1)::float AS "medianSeconds",
        round((percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds))::numeric, 1)::float AS "p95Seconds",
        round(max(seconds)::numeric, 1)::float AS "longestSeconds"
      FROM (
        SELECT system,
          to_char(since::timestamptz AT TIME ZONE INTERVAL '7 hours', 'YYYY-MM-DD"T"HH24') AS hour,
          greatest(extract(epoch FROM since::timestamptz - planned_at::timestamptz), 0) AS seconds
        FROM desk.deliveries WHERE NOT open AND state = 'done' AND since >= ${from}) d
      GROUP BY hour, system ORDER BY hour, system`.execute(this.views.tables);
    return rows;
  }
}
