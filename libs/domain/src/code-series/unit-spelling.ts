import type { UnitSpelling } from '../procedures/unit.js';
import { Rejected } from '../rejected.js';

const LEVEL_1 = /^[A-Y]\d{2}$/;
const ZEROS = /^0+$/;
/** Widths of `V1V2V3.Z1Z2.Y1Y2.MX1X2`, from level 4 down to level 1. */
const QCVN_WIDTHS = [3, 2, 2, 3] as const;

/**
 * The canonical code of a unit written in any spelling, by arithmetic alone: level 1 first, no padding group at the end.
 * The alias table has priority; ask it first.
 *
 * @param spelling upper case, e.g. `000.00.16.H26`, `38.98.H29`, `H26.16`
 * @law QCVN 102:2016/BTTTT (level 1 last); QĐ 20/2020/QĐ-TTg art. 4 (level 1 first)
 */
export function canonicalUnit(
  spelling: string,
): { readonly unitCode: string; readonly spelling: UnitSpelling } | 'UNIT_NO_LEVEL1' | 'UNIT_AMBIGUOUS' {
  const groups = spelling.split('.');
  const first = LEVEL_1.test(groups[0]!);
  const last = groups.length > 1 && LEVEL_1.test(groups.at(-1)!);
  if (first && last) return 'UNIT_AMBIGUOUS';
  if (first) return { unitCode: spelling, spelling: 'qd20' };
  if (!last) return 'UNIT_NO_LEVEL1';
  return { unitCode: withoutZeroTail(groups.toReversed()).join('.'), spelling: qcvnShape(groups) };
}

/**
 * Writes a canonical unit code in a spelling.
 *
 * @returns e.g. `H26.16` -> `000.00.16.H26` (qcvn102), `16.H26` (qcvn102Short), `H26.16` (qd20)
 * @throws {Rejected} `unit.not-expressible` where the QCVN spelling has no room for the groups, or would not read back the same
 */
export function printUnit(unitCode: string, spelling: UnitSpelling): string {
  switch (spelling) {
    case 'qd20':
      return unitCode;
    case 'qcvn102':
      return qcvnGroups(unitCode).join('.');
    case 'qcvn102Short':
      return withoutZeroTail(qcvnGroups(unitCode).toReversed()).toReversed().join('.');
  }
}

/** True when `printUnit` can write the unit so. */
export function isExpressible(unitCode: string, spelling: UnitSpelling): boolean {
  return spelling === 'qd20' || fitsQcvn(unitCode.split('.'));
}

/** True for a canonical code: level 1 first and nowhere else, at most 35 characters. @law QĐ 20/2020/QĐ-TTg art. 4 */
export function isCanonicalUnit(unitCode: string): boolean {
  if (unitCode.length > 35 || !/^[0-9A-Z]+(?:\.[0-9A-Z]+)*$/.test(unitCode)) return false;
  const read = canonicalUnit(unitCode);
  return typeof read === 'object' && read.spelling === 'qd20';
}

function qcvnGroups(unitCode: string): string[] {
  const groups = unitCode.split('.');
  if (!fitsQcvn(groups)) throw new Rejected('unit.not-expressible', { unitCode });
  const levels = groups.toReversed();
  const padding = QCVN_WIDTHS.slice(0, QCVN_WIDTHS.length - levels.length).map((width) => '0'.repeat(width));
  return [...padding, ...levels];
}

/** Exact widths: padding `13` to `013` would name another unit; a zero group at the end would be read back as padding. */
function fitsQcvn(groups: readonly string[]): boolean {
  if (groups.length > QCVN_WIDTHS.length || ZEROS.test(groups.at(-1)!)) return false;
  const last = groups.at(-1)!;
  if (groups.length > 1 && LEVEL_1.test(last)) return false;
  return groups.every((group, index) => group.length === QCVN_WIDTHS.at(-1 - index));
}

function withoutZeroTail(groups: readonly string[]): readonly string[] {
  const kept = groups.findLastIndex((group) => !ZEROS.test(group));
  return groups.slice(0, kept + 1);
}

function qcvnShape(groups: readonly string[]): UnitSpelling {
  const full =
    groups.length === QCVN_WIDTHS.length && groups.every((group, index) => group.length === QCVN_WIDTHS[index]);
  return full ? 'qcvn102' : 'qcvn102Short';
}
