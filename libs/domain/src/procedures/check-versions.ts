import { isAmount } from '../calendar/count-limit.js';
import type { TimeLimit } from '../calendar/due-date.js';
import type { Fault } from './catalogue-data.js';
import { checkDates, checkOverlaps, checkUnique } from './check-dated.js';
import type { Component, Condition, Fee, ProcedureVersion } from './procedure.js';
import type { Unit } from './unit.js';
import { isUnitPattern, matchesUnit } from './unit-pattern.js';

/** Faults of the procedure editions. */
export function checkVersions(versions: readonly ProcedureVersion[], units: readonly Unit[]): Fault[] {
  return [
    ...checkUnique(
      versions.map(({ id }) => id),
      (index) => `/versions/${index}/id`,
    ),
    ...checkOverlaps(
      versions,
      ({ code }) => code,
      (index) => `/versions/${index}`,
    ),
    ...versions.flatMap((version, index) => checkVersion(version, units, `/versions/${index}`)),
  ];
}

function checkVersion(version: ProcedureVersion, units: readonly Unit[], pointer: string): Fault[] {
  return [
    ...checkDates(version, pointer),
    ...checkVersionUnits(version, units, pointer),
    ...checkCases(version, pointer),
    ...limitsOf(version).flatMap(([limit, at]) => checkLimit(limit, `${pointer}${at}`)),
    ...checkComponents(version.components, `${pointer}/components`),
    ...checkFees(version, `${pointer}/fees`),
  ];
}

function checkVersionUnits(version: ProcedureVersion, units: readonly Unit[], pointer: string): Fault[] {
  const faults = version.receivingUnits.flatMap((pattern, index) => {
    const found = isUnitPattern(pattern) && units.some(({ code, receives }) => receives && matchesUnit(pattern, code));
    return found
      ? []
      : [{ pointer: `${pointer}/receivingUnits/${index}`, reason: `${pattern} matches no receiving unit` }];
  });
  if (version.receivingUnits.length === 0)
    faults.push({ pointer: `${pointer}/receivingUnits`, reason: 'nobody receives it' });
  const { resolvingUnit } = version;
  const decides = (unit: Unit): boolean => resolvingUnit.kind === 'receiving' || unit.code === resolvingUnit.unit;
  if (!units.some((unit) => decides(unit) && unit.resolves)) {
    faults.push({ pointer: `${pointer}/resolvingUnit`, reason: 'there is no such resolving unit' });
  }
  return faults;
}

function checkCases({ cases, channels }: ProcedureVersion, pointer: string): Fault[] {
  const faults = checkUnique(
    cases.map(({ code }) => code),
    (index) => `${pointer}/cases/${index}/code`,
  );
  if (cases.length === 0) faults.push({ pointer: `${pointer}/cases`, reason: 'at least one case is needed' });
  if (channels.length === 0) faults.push({ pointer: `${pointer}/channels`, reason: 'it is open on no channel' });
  return faults;
}

function limitsOf({ limits, cases }: ProcedureVersion): [TimeLimit, string][] {
  return [
    [limits.intakeAnswer.online, '/limits/intakeAnswer/online'],
    [limits.supplement, '/limits/supplement'],
    [limits.appraisalSupplementWindow, '/limits/appraisalSupplementWindow'],
    ...cases.map(({ resolution }, index): [TimeLimit, string] => [resolution, `/cases/${index}/resolution`]),
  ];
}

function checkLimit(limit: TimeLimit, pointer: string): Fault[] {
  const faults: Fault[] = [];
  if (!isAmount(limit))
    faults.push({ pointer: `${pointer}/amount`, reason: `${limit.amount} ${limit.unit} cannot be counted` });
  if (limit.cutOffHour !== undefined && !(limit.cutOffHour > 0 && limit.cutOffHour < 24)) {
    faults.push({ pointer: `${pointer}/cutOffHour`, reason: 'must be an hour of the day' });
  }
  return faults;
}

function checkComponents(components: readonly Component[], pointer: string): Fault[] {
  const groups = components.map(({ anyOfGroup }) => anyOfGroup);
  return [
    ...checkUnique(
      components.map(({ code }) => code),
      (index) => `${pointer}/${index}/code`,
    ),
    ...components.flatMap(({ anyOfGroup, required }, index) => [
      ...(anyOfGroup !== undefined && groups.filter((group) => group === anyOfGroup).length < 2
        ? [{ pointer: `${pointer}/${index}/anyOfGroup`, reason: `${anyOfGroup} has one member only` }]
        : []),
      ...(typeof required === 'string' ? [] : checkConditions(required, `${pointer}/${index}/required`)),
    ]),
  ];
}

function checkFees({ fees, payer, cases }: ProcedureVersion, pointer: string): Fault[] {
  const known = new Set([...Object.values(payer?.classes ?? {}), ...(payer === undefined ? [] : [payer.otherwise])]);
  const named = new Set(fees.flatMap(({ payerClasses }) => payerClasses ?? []));
  const caseCodes = new Set(cases.map(({ code }) => code));
  const unpriced = named.size === 0 ? [] : [...known].filter((payerClass) => !named.has(payerClass));
  return [
    ...checkUnique(
      fees.map(({ code }) => code),
      (index) => `${pointer}/${index}/code`,
    ),
    ...fees.flatMap((fee, index) => checkFee(fee, caseCodes, `${pointer}/${index}`)),
    ...unpriced.map((payerClass) => ({ pointer, reason: `no fee names the payer class ${payerClass}` })),
  ];
}

function checkFee(fee: Fee, caseCodes: ReadonlySet<string>, pointer: string): Fault[] {
  const faults = checkConditions(fee.when ?? [], `${pointer}/when`);
  if (!Number.isInteger(fee.amount) || fee.amount < 0) {
    faults.push({ pointer: `${pointer}/amount`, reason: 'must be whole đồng' });
  }
  for (const [index, code] of (fee.cases ?? []).entries()) {
    if (!caseCodes.has(code)) faults.push({ pointer: `${pointer}/cases/${index}`, reason: `there is no case ${code}` });
  }
  return faults;
}

function checkConditions(alternatives: readonly Condition[], pointer: string): Fault[] {
  return alternatives.flatMap(({ all }, index) =>
    all.flatMap((test, at) => {
      const isTest = test.pointer.startsWith('/') && (test.in !== undefined || test.present !== undefined);
      return isTest ? [] : [{ pointer: `${pointer}/${index}/all/${at}`, reason: 'tests nothing' }];
    }),
  );
}
