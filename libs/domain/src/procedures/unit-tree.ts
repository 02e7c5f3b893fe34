import { canonicalUnit } from '../code-series/unit-spelling.js';
import { Rejected } from '../rejected.js';
import type { Unit } from './unit.js';
import { isValidOn } from './validity.js';

/**
 * Finds units by any spelling. The dated alias table has priority over arithmetic, because provinces re-lettered their units.
 *
 * @law QĐ 20/2020/QĐ-TTg art. 4; QCVN 102:2016/BTTTT
 */
export class UnitTree {
  private readonly byCode: ReadonlyMap<string, Unit>;
  private readonly byAlias: ReadonlyMap<
    string,
    readonly { readonly alias: Unit['aliases'][number]; readonly unit: Unit }[]
  >;

  constructor(private readonly units: readonly Unit[]) {
    this.byCode = new Map(units.map((unit) => [unit.code, unit]));
    this.byAlias = Map.groupBy(
      units.flatMap((unit) => unit.aliases.map((alias) => ({ alias, unit }))),
      ({ alias }) => alias.code,
    );
  }

  /** What the alias table knows of a spelling on a day; without a day the youngest meaning. */
  aliasOf(spelling: string, day?: string): string | undefined {
    const meanings = this.byAlias.get(spelling) ?? [];
    const found =
      day === undefined
        ? meanings.toSorted((a, b) => b.alias.validFrom.localeCompare(a.alias.validFrom))[0]
        : meanings.find(({ alias }) => isValidOn(alias, day));
    return found?.unit.code;
  }

  /** @throws {Rejected} `unit.unknown`; with a day also `unit.not-yet`, `unit.ended` */
  find(code: string, day?: string): Unit {
    const unit = this.byCode.get(this.canonical(code, day));
    if (unit === undefined) throw new Rejected('unit.unknown', { unitCode: code.slice(0, 50) });
    if (day !== undefined && day < unit.validFrom) throw new Rejected('unit.not-yet', { unitCode: unit.code, day });
    if (day !== undefined && !isValidOn(unit, day)) {
      throw new Rejected('unit.ended', { unitCode: unit.code, day, successors: unit.successors });
    }
    return unit;
  }

  on(day: string): Unit[] {
    return this.units.filter((unit) => isValidOn(unit, day));
  }

  private canonical(code: string, day?: string): string {
    if (this.byCode.has(code) && !this.byAlias.has(code)) return code;
    const spelling = code.length > 50 ? '' : code.normalize('NFKC').trim().toUpperCase();
    const alias = this.aliasOf(spelling, day);
    if (alias !== undefined) return alias;
    const read = canonicalUnit(spelling);
    return typeof read === 'string' ? spelling : read.unitCode;
  }
}
