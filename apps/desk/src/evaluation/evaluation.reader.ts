import {
  type BodyFigures,
  Catalogue,
  type EvaluationScheme,
  addDays,
  evaluateBody,
  isCompetent,
  isOnline,
  localDay,
  localInstant,
} from '@motcua/domain';
import { Clock, Problem } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { type Counted, NOTHING, ONLINE, countedColumns } from '../statistics/counted.js';
import { type Period, type PeriodQuery, periodOf } from '../statistics/period.dto.js';
import { type Scope, within } from '../statistics/statistics-scope.js';
import { DeskViews } from '../views/desk-views.js';
import type { BodyEvaluation, EvaluationReport, Satisfaction, Scheme } from './evaluation.dto.js';

type CountedUnit = Counted & { readonly unit: string | null };
type BodyValues = Pick<BodyEvaluation, keyof BodyEvaluation>;
interface Overdue {
  readonly unit: string | null;
  readonly overdue: number;
}

/** Makes the indices of TT 01/2018 from the counted points of a period. */
@Injectable()
export class EvaluationReader {
  constructor(
    private readonly views: DeskViews,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 400 `period.invalid`; 404 `evaluation.no-scheme` */
  async of(query: PeriodQuery, scope: Scope): Promise<EvaluationReport> {
    const now = this.clock.now();
    const period = periodOf(query, localDay(now));
    const scheme = this.catalogue.evaluation(period.to);
    if (scheme === undefined)
      throw new Problem(404, 'evaluation.no-scheme', 'Chưa có quy định đánh giá cho kỳ này trong danh mục.');
    const [counted, overdue] = await Promise.all([this.counted(period, scope), this.overdue(now, period, scope)]);
    const evaluated = (unit: string | null): BodyValues => {
      const sums = counted.find((one) => one.unit === unit) ?? NOTHING;
      const late = overdue.find((one) => one.unit === unit)?.overdue ?? 0;
      return this.evaluation(sums, { unit, late, day: period.to }, scheme);
    };
    const units = counted.flatMap(({ unit }) => unit ?? []).toSorted();
    return {
      period,
      scheme: described(scheme),
      total: evaluated(null),
      units: units.map((unit) => ({ unit, name: this.catalogue.unit(unit).name, ...evaluated(unit) })),
    };
  }

  private evaluation(
    sums: Counted,
    { unit, late, day }: { readonly unit: string | null; readonly late: number; readonly day: string },
    scheme: EvaluationScheme,
  ): BodyValues {
    const procedures = this.catalogue.versionsOn(day).filter((one) => unit === null || isCompetent(one, unit));
    const figures: BodyFigures = {
      judged: {
        1: { points: sums.points_1, dossiers: sums.judged_1 },
        2: { points: sums.points_2, dossiers: sums.judged_2 },
        3: { points: sums.points_3, dossiers: sums.judged_3 },
        4: { points: sums.points_4, dossiers: sums.judged_4 },
        7: { points: sums.points_7, dossiers: sums.judged_7 },
      },
      resolved: sums.resolved,
      resolvedAtDesk: sums.at_desk,
      received: sums.received,
      receivedOnline: sums.received_online,
      onlineLate: sums.late_online + late,
      procedures: procedures.length,
      proceduresOnline: procedures.filter(({ channels }) => channels.some(isOnline)).length,
    };
    return { resolved: sums.resolved, ...evaluateBody(figures, scheme), satisfaction: satisfactionOf(sums) };
  }

  private async counted({ from, to }: Period, scope: Scope): Promise<readonly CountedUnit[]> {
    const { rows } = await sql<CountedUnit>`
      SELECT unit, ${countedColumns()} FROM desk.statistics_days
      WHERE day BETWEEN ${from} AND ${to} AND ${within(scope, 'unit')}
      GROUP BY GROUPING SETS ((), (unit))`.execute(this.views.tables);
    return rows;
  }

  /** Filed online, due in the period or before, and still open past that date. */
  private async overdue(now: string, { to }: Period, scope: Scope): Promise<readonly Overdue[]> {
    const { rows } = await sql<Overdue>`
      SELECT unit, count(*)::int AS overdue FROM desk.statistics_dossiers
      WHERE due_at < ${now} AND due_at < ${localInstant(addDays(to, 1), '00:00')} AND ${ONLINE} AND ${within(scope, 'unit')}
      GROUP BY GROUPING SETS ((), (unit))`.execute(this.views.tables);
    return rows;
  }
}

function described({ id, name, source, verified, indices, shares }: EvaluationScheme): Scheme {
  const unverifiedShares = Object.entries(shares).flatMap(([share, one]) => (one.verified ? [] : [share]));
  return { id, name, source, verified, indices, unverifiedShares };
}

function satisfactionOf(sums: Counted): Satisfaction {
  const levels = {
    verySatisfied: sums.rated_very_satisfied,
    satisfied: sums.rated_satisfied,
    neutral: sums.rated_neutral,
    dissatisfied: sums.rated_dissatisfied,
    veryDissatisfied: sums.rated_very_dissatisfied,
  };
  return {
    rated: Object.values(levels).reduce((sum, count) => sum + count, 0),
    ...levels,
    attitude: { good: sums.attitude_good, fair: sums.attitude_fair, poor: sums.attitude_poor },
    timeliness: { good: sums.timeliness_good, fair: sums.timeliness_fair, poor: sums.timeliness_poor },
    guidance: { good: sums.guidance_good, fair: sums.guidance_fair, poor: sums.guidance_poor },
  };
}
