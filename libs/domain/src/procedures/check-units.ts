import { isLocalTime } from '../calendar/local-time.js';
import { LAST_ORDINAL } from '../code-series/code-policy.js';
import { isCanonicalUnit, isExpressible } from '../code-series/unit-spelling.js';
import type { Fault } from './catalogue-data.js';
import { checkDates, checkOverlaps, checkUnique } from './check-dated.js';
import type { CodePolicy, Shift, Unit } from './unit.js';
import { overlaps } from './validity.js';

/** Faults of the unit tree. */
export function checkUnits(units: readonly Unit[]): Fault[] {
  const codes = new Set(units.map(({ code }) => code));
  return [
    ...checkUnique(
      units.map(({ code }) => code),
      (index) => `/units/${index}/code`,
    ),
    ...units.flatMap((unit, index) => checkUnit(unit, `/units/${index}`, codes)),
    ...checkParents(units),
    ...checkAliases(units),
  ];
}

function checkUnit(unit: Unit, pointer: string, codes: ReadonlySet<string>): Fault[] {
  const faults = [...checkDates(unit, pointer), ...checkShifts(unit.shifts, `${pointer}/shifts`)];
  if (!isCanonicalUnit(unit.code)) faults.push({ pointer: `${pointer}/code`, reason: `${unit.code} is not canonical` });
  for (const [index, successor] of unit.successors.entries()) {
    if (!codes.has(successor)) faults.push(dangling(`${pointer}/successors/${index}`, successor));
  }
  return [...faults, ...checkPolicy(unit, `${pointer}/codePolicy`, codes)];
}

function checkPolicy({ code, codePolicy }: Unit, pointer: string, codes: ReadonlySet<string>): Fault[] {
  const { secondaryUnit, spelling, overflow } = codePolicy;
  const faults = [...checkOrdinals(codePolicy, pointer), ...checkForeignCodes(codePolicy, pointer)];
  if (!isExpressible(code, spelling)) {
    faults.push({ pointer: `${pointer}/spelling`, reason: `${code} cannot be written as ${spelling}` });
  }
  if (overflow === 'secondaryUnit' && (secondaryUnit === undefined || secondaryUnit === code)) {
    faults.push({ pointer: `${pointer}/secondaryUnit`, reason: 'overflow needs another unit' });
  }
  if (secondaryUnit !== undefined && !codes.has(secondaryUnit)) {
    faults.push(dangling(`${pointer}/secondaryUnit`, secondaryUnit));
  }
  return faults;
}

/** The issuer always draws a number of ours: a policy that asks for something else must not be passed over in silence. */
function checkForeignCodes({ foreignCodes = {} }: CodePolicy, pointer: string): Fault[] {
  return Object.entries(foreignCodes)
    .filter(([, use]) => use === 'primary')
    .map(([channel]) => ({
      pointer: `${pointer}/foreignCodes/${channel}`,
      reason: 'no app takes a foreign code as the only one yet; use alias',
    }));
}

function checkOrdinals({ firstOrdinal, lastOrdinal = LAST_ORDINAL, minWidth }: CodePolicy, pointer: string): Fault[] {
  const faults: Fault[] = [];
  if (!isWithin(firstOrdinal, 1, LAST_ORDINAL)) {
    faults.push({ pointer: `${pointer}/firstOrdinal`, reason: 'must be a whole number from 1' });
  }
  if (!isWithin(lastOrdinal, firstOrdinal, LAST_ORDINAL)) {
    faults.push({ pointer: `${pointer}/lastOrdinal`, reason: `must lie between firstOrdinal and ${LAST_ORDINAL}` });
  }
  if (!isWithin(minWidth, 4, 5)) {
    faults.push({ pointer: `${pointer}/minWidth`, reason: 'must be 4 or 5: six digits mean a central series' });
  }
  return faults;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function checkShifts(shifts: readonly Shift[], pointer: string): Fault[] {
  const faults = shifts.flatMap(({ open, close }, index) =>
    isLocalTime(open) && isLocalTime(close) && open < close
      ? []
      : [{ pointer: `${pointer}/${index}`, reason: `${open}-${close} is not a shift` }],
  );
  for (const weekday of ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const) {
    const ofDay = shifts.filter(({ weekdays }) => weekdays === undefined || weekdays.includes(weekday));
    const unordered = ofDay.some(({ open }, index) => index > 0 && open < ofDay[index - 1]!.close);
    if (unordered) faults.push({ pointer, reason: `shifts of ${weekday} overlap or are out of order` });
    if (weekday === 'mon' && ofDay.length === 0) faults.push({ pointer, reason: 'no shift on Monday' });
  }
  return faults;
}

function checkParents(units: readonly Unit[]): Fault[] {
  const parents = new Map(units.map(({ code, parent }) => [code, parent]));
  return units.flatMap(({ parent }, index) => {
    if (parent === null) return [];
    if (!parents.has(parent)) return [dangling(`/units/${index}/parent`, parent)];
    const isCircle = !reachesRoot(parent, parents);
    return isCircle ? [{ pointer: `/units/${index}/parent`, reason: 'the tree goes round in a circle' }] : [];
  });
}

function reachesRoot(start: string, parents: ReadonlyMap<string, string | null>): boolean {
  let current: string | null = start;
  for (let step = 0; step <= parents.size; step += 1) {
    if (current === null) return true;
    current = parents.get(current) ?? null;
  }
  return false;
}

/** One spelling means one unit at a time, and never a unit that exists under that very code. */
function checkAliases(units: readonly Unit[]): Fault[] {
  const aliases = units.flatMap((unit, at) =>
    unit.aliases.map((alias, index) => ({ ...alias, unit, pointer: `/units/${at}/aliases/${index}` })),
  );
  const shadowing = aliases.flatMap((alias) => {
    const other = units.find(({ code }) => code === alias.code);
    const hides = other !== undefined && other.code !== alias.unit.code && overlaps(other, alias);
    return hides ? [{ pointer: alias.pointer, reason: `${alias.code} is a unit of its own at that time` }] : [];
  });
  return [
    ...aliases.flatMap((alias) => checkDates(alias, alias.pointer)),
    ...checkOverlaps(
      aliases,
      ({ code }) => code,
      (index) => aliases[index]!.pointer,
    ),
    ...shadowing,
  ];
}

function dangling(pointer: string, unitCode: string): Fault {
  return { pointer, reason: `there is no unit ${unitCode}` };
}
