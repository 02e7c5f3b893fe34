import type { RoutingRow } from './catalogue.js';
import type { CatalogueData, Fault } from './catalogue-data.js';
import { isCompetent } from './competence.js';
import { checkDates, checkOverlaps } from './check-dated.js';
import type { ProcedureVersion } from './procedure.js';
import { findRoute } from './routing.js';
import type { Unit } from './unit.js';
import { isUnitPattern, matchesUnit } from './unit-pattern.js';
import { type Dated, isValidOn, turningDays } from './validity.js';

/** Faults of the routing table: dangling references, rows that tie, and editions with no row on some day. */
export function checkRouting({ routing, versions, units, calendars }: CatalogueData): Fault[] {
  const span = loadedSpan(calendars);
  return [
    ...routing.flatMap((row, index) => checkRow(row, versions, units, `/routing/${index}`)),
    ...checkOverlaps(routing, keyOf, (index) => `/routing/${index}`),
    ...versions.flatMap((version, index) => checkCoverage(version, { routing, units, span }, `/versions/${index}`)),
  ];
}

/** Two rows tie exactly when all of this is equal: see `routeOf`. */
function keyOf({ kind, procedure, unit, case: procedureCase, channel }: RoutingRow): string {
  return [kind, procedure, unit, procedureCase ?? '-', channel ?? '-'].join(' ');
}

function checkRow(
  row: RoutingRow,
  versions: readonly ProcedureVersion[],
  units: readonly Unit[],
  pointer: string,
): Fault[] {
  const faults = checkDates(row, pointer);
  const editions = versions.filter(({ code }) => row.procedure === '*' || code === row.procedure);
  if (editions.length === 0)
    faults.push({ pointer: `${pointer}/procedure`, reason: `there is no procedure ${row.procedure}` });
  if (!isUnitPattern(row.unit) || !units.some(({ code }) => matchesUnit(row.unit, code))) {
    faults.push({ pointer: `${pointer}/unit`, reason: `${row.unit} matches no unit` });
  }
  const codes = editions.flatMap(({ cases }) => cases.map(({ code }) => code));
  if (row.case !== undefined && !codes.includes(row.case)) {
    faults.push({ pointer: `${pointer}/case`, reason: `there is no case ${row.case}` });
  }
  return faults;
}

/**
 * Every dossier that can be accepted has a row: each edition, receiving unit, channel and case, on every day of the loaded calendar
 * years (on other days nothing can be accepted). What a ministry resolves centrally is only mirrored and needs none.
 */
function checkCoverage(
  version: ProcedureVersion,
  { routing, units, span }: { routing: readonly RoutingRow[]; units: readonly Unit[]; span: Dated },
  pointer: string,
): Fault[] {
  if (version.route === 'ministryCentral') return [];
  const rows = routing.filter(
    ({ kind, procedure }) => kind === 'professional' && (procedure === '*' || procedure === version.code),
  );
  const receiving = units.filter((unit) => unit.receives && isCompetent(version, unit.code));
  const holes = receiving.flatMap((unit) => {
    const days = turningDays([version, unit, span, ...rows]);
    const open = days.filter((day) => [version, unit, span].every((dated) => isValidOn(dated, day)));
    const hole = open.find((day) => !isCovered(version, unit.code, day, rows));
    return hole === undefined ? [] : [`${unit.code} on ${hole}`];
  });
  return holes.length === 0 ? [] : [{ pointer, reason: `${version.id} has no route for ${holes.join(', ')}` }];
}

function isCovered(version: ProcedureVersion, unitCode: string, day: string, rows: readonly RoutingRow[]): boolean {
  return version.channels.every((channel) =>
    version.cases.every((procedureCase) => {
      const query = { procedureCode: version.code, procedureCase: procedureCase.code, unitCode, day, channel };
      return findRoute(rows, 'professional', query) !== undefined;
    }),
  );
}

function loadedSpan(calendars: CatalogueData['calendars']): Dated {
  if (calendars.length === 0) return { validFrom: '9999-12-31', validTo: '0000-01-01' }; // no day at all; a fault of its own
  const years = calendars.map(({ year }) => year);
  return { validFrom: `${Math.min(...years)}-01-01`, validTo: `${Math.max(...years)}-12-31` };
}
