import { Rejected } from '../rejected.js';
import type { RoutingQuery, RoutingRow } from './catalogue.js';
import { matchesUnit, specificity } from './unit-pattern.js';
import { isValidOn } from './validity.js';

/**
 * The row for a dossier: of the procedure itself before `*` (our choice), then the most specific unit pattern, then case, then
 * channel. The checks of the catalogue see to it that two rows never tie.
 *
 * @param query units in canonical spelling, as in the rows
 * @throws {Rejected} `routing.undefined`: the dossier is held, never sent by a guess
 */
export function routeOf(rows: readonly RoutingRow[], kind: RoutingRow['kind'], query: RoutingQuery): RoutingRow {
  const best = findRoute(rows, kind, query);
  if (best === undefined) {
    const { procedureCode, unitCode, day, channel } = query;
    throw new Rejected('routing.undefined', { kind, procedureCode, unitCode, day, channel });
  }
  return best;
}

/** As `routeOf`, undefined where no row fits. */
export function findRoute(
  rows: readonly RoutingRow[],
  kind: RoutingRow['kind'],
  query: RoutingQuery,
): RoutingRow | undefined {
  return rows.filter((row) => row.kind === kind && fits(row, query)).toSorted(moreSpecificFirst)[0];
}

function fits(row: RoutingRow, query: RoutingQuery): boolean {
  return (
    (row.procedure === '*' || row.procedure === query.procedureCode) &&
    matchesUnit(row.unit, query.unitCode) &&
    (row.case ?? query.procedureCase) === query.procedureCase &&
    (row.channel ?? query.channel) === query.channel &&
    isValidOn(row, query.day)
  );
}

function moreSpecificFirst(one: RoutingRow, other: RoutingRow): number {
  const [left, right] = [rank(one), rank(other)];
  return left.map((value, index) => right[index]! - value).find((difference) => difference !== 0) ?? 0;
}

function rank(row: RoutingRow): number[] {
  return [
    Number(row.procedure !== '*'),
    specificity(row.unit),
    Number(row.case !== undefined),
    Number(row.channel !== undefined),
  ];
}
