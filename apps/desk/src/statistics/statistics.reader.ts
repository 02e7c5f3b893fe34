import { Catalogue, addDays, localDay } from '@motcua/domain';
import { Clock } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { DeskViews } from '../views/desk-views.js';
import { type Counted, NOTHING, countedColumns, figuresOf, summedColumns } from './counted.js';
import { type Period, periodOf } from './period.dto.js';
import { type Scope, within } from './statistics-scope.js';
import type { StandingValues, Statistics, StatisticsQuery, Step } from './statistics.dto.js';

/** A group of one of the grouping sets: the keys that it is not grouped by are null. */
interface Group {
  readonly unit: string | null;
  readonly procedure_code: string | null;
}
type CountedGroup = Group & Counted & { readonly label: string | null };
type Standing = Group & { readonly open: number; readonly overdue: number };

const DAYS_BY_DAY = 92;

const LABELS: Readonly<Record<Step, RawBuilder<string>>> = {
  day: sql`day`,
  month: sql`left(day, 7)`,
  quarter: sql`left(day, 5) || 'Q' || ((substr(day, 6, 2)::int + 2) / 3)::text`,
  year: sql`left(day, 4)`,
};

/** Reads the figures of a period from `desk.statistics_days`, and of now from `desk.statistics_dossiers`. */
@Injectable()
export class StatisticsReader {
  constructor(
    private readonly views: DeskViews,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 400 `period.invalid` */
  async of(query: StatisticsQuery, scope: Scope): Promise<Statistics> {
    const asOf = this.clock.now();
    const period = periodOf(query, localDay(asOf));
    const step = query.step ?? (addDays(period.from, DAYS_BY_DAY) >= period.to ? 'day' : 'month');
    const [groups, standing] = await Promise.all([
      this.groups(period, step, query.procedure, scope),
      this.standing(asOf, query.procedure, scope),
    ]);
    const whole = groups.find((one) => one.unit === null && one.procedure_code === null && one.label === null);
    return {
      period,
      step,
      asOf,
      total: withStanding(
        whole,
        standing.find((one) => one.unit === null && one.procedure_code === null),
      ),
      units: joined(groups, standing, 'unit').map(({ key, figures }) => ({
        unit: key,
        name: this.catalogue.unit(key).name,
        ...figures,
      })),
      procedures: joined(groups, standing, 'procedure_code').map(({ key, figures }) => ({
        procedureCode: key,
        name: this.procedureName(key, period.to),
        ...figures,
      })),
      series: groups.flatMap((one) => (one.label === null ? [] : [{ label: one.label, ...figuresOf(one) }])),
    };
  }

  private async groups(
    { from, to }: Period,
    step: Step,
    procedure: string | undefined,
    scope: Scope,
  ): Promise<readonly CountedGroup[]> {
    const { rows } = await sql<CountedGroup>`
      WITH counted AS MATERIALIZED (
        SELECT unit, procedure_code, ${LABELS[step]} AS label, ${countedColumns()} FROM desk.statistics_days
        WHERE day BETWEEN ${from} AND ${to} AND ${within(scope, 'unit')} ${ofProcedure(procedure)} GROUP BY 1, 2, 3)
      SELECT unit, procedure_code, label, ${summedColumns()} FROM counted
      GROUP BY GROUPING SETS ((), (unit), (procedure_code), (label))
      ORDER BY label, unit, procedure_code`.execute(this.views.tables);
    return rows;
  }

  private async standing(asOf: string, procedure: string | undefined, scope: Scope): Promise<readonly Standing[]> {
    const { rows } = await sql<Standing>`
      SELECT unit, procedure_code, count(*)::int AS open, (count(*) FILTER (WHERE due_at < ${asOf}))::int AS overdue
      FROM desk.statistics_dossiers
      WHERE open AND ${within(scope, 'unit')} ${ofProcedure(procedure)}
      GROUP BY GROUPING SETS ((), (unit), (procedure_code))`.execute(this.views.tables);
    return rows;
  }

  /** As the edition calls it that holds at the end of the period, or the last one before. */
  private procedureName(code: string, day: string): { readonly vi: string; readonly en: string } {
    const found = this.catalogue.versionsOn(day).find((version) => version.code === code);
    return found?.name ?? { vi: code, en: code };
  }
}

function ofProcedure(procedure: string | undefined): RawBuilder<unknown> {
  return procedure === undefined ? sql`` : sql`AND procedure_code = ${procedure}`;
}

/** Every key of either side, in order: a unit may have nothing in the period and something open, or the other way round. */
function joined(
  groups: readonly CountedGroup[],
  standing: readonly Standing[],
  by: 'unit' | 'procedure_code',
): { readonly key: string; readonly figures: StandingValues }[] {
  const keys = [...groups, ...standing].flatMap((one) => one[by] ?? []);
  return [...new Set(keys)].toSorted().map((key) => ({
    key,
    figures: withStanding(
      groups.find((one) => one[by] === key),
      standing.find((one) => one[by] === key),
    ),
  }));
}

function withStanding(counted: Counted | undefined, standing: Standing | undefined): StandingValues {
  return {
    ...figuresOf(counted ?? NOTHING),
    open: standing?.open ?? 0,
    openOverdue: standing?.overdue ?? 0,
  };
}
