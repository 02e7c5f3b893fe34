import { Catalogue, Rejected } from '@motcua/domain';
import { type Actor, Problem } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';

/** The units whose figures somebody may see: these and everything below them, or all there are. */
export interface Scope {
  readonly roots: readonly string[] | 'all';
}

/** Unit leaders see their units and what is below, administrators theirs, auditors everything. */
@Injectable()
export class StatisticsScope {
  constructor(private readonly catalogue: Catalogue) {}

  /** @throws {Problem} 404 `unit.unknown`, also for a unit of others */
  of(actor: Actor, unit: string | undefined): Scope {
    const own: Scope = { roots: actor.has('auditor') ? 'all' : actor.units };
    if (unit === undefined) return own;
    const code = this.codeOf(unit);
    if (code === undefined || !isWithin(own, code)) throw new Problem(404, 'unit.unknown', 'Không có đơn vị này.');
    return { roots: [code] };
  }

  private codeOf(unit: string): string | undefined {
    try {
      return this.catalogue.unit(unit).code;
    } catch (error) {
      if (error instanceof Rejected) return undefined;
      throw error;
    }
  }
}

export function isWithin({ roots }: Scope, unit: string): boolean {
  return roots === 'all' || roots.some((root) => unit === root || unit.startsWith(`${root}.`));
}

/** The same for a column. */
export function within({ roots }: Scope, column: string): RawBuilder<boolean> {
  if (roots === 'all') return sql`true`;
  const unit = sql.ref(column);
  const below = roots.map((root) => sql`OR starts_with(${unit}, ${`${root}.`})`);
  return sql`(${unit} = ANY (${roots}::text[]) ${sql.join(below, sql` `)})`;
}
