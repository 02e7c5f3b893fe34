import { checkCalendars } from '../calendar/check-calendars.js';
import { checkEvaluations } from '../evaluation/check-evaluations.js';
import type { CatalogueData, DataFile, Fault } from './catalogue-data.js';
import { checkRouting } from './check-routing.js';
import { checkUnits } from './check-units.js';
import { checkVersions } from './check-versions.js';

/**
 * The faults of the data that a JSON Schema cannot see: dangling references, overlapping validity, holes, routes that are missing or
 * tie. The shape of each record is taken as checked. An empty list means that `createCatalogue` accepts the data.
 */
export function checkCatalogue(data: CatalogueData): Fault[] {
  const faults = [
    ...checkUnits(data.units),
    ...checkCalendars(data.calendars, data.overlays),
    ...checkVersions(data.versions, data.units),
    ...checkRouting(data),
    ...checkEvaluations(data.evaluations ?? []),
  ];
  return faults.map((fault) => located(fault, data.files ?? []));
}

function located(fault: Fault, files: readonly DataFile[]): Fault {
  const [origin] = files
    .filter(({ pointer }) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
    .toSorted((one, other) => other.pointer.length - one.pointer.length);
  if (origin === undefined) return fault;
  return { file: origin.file, pointer: fault.pointer.slice(origin.pointer.length), reason: fault.reason };
}
