import { dueDate } from '../calendar/count-limit.js';
import type { DueDate, TimeLimit } from '../calendar/due-date.js';
import { isLocalDay } from '../calendar/local-time.js';
import { latestExtension, outageDueDate, pausedDueDate } from '../calendar/move-due-date.js';
import { WorkCalendar } from '../calendar/work-calendar.js';
import { type ParsedCode, parseDossierCode } from '../code-series/dossier-code.js';
import type { EvaluationScheme } from '../evaluation/evaluation-scheme.js';
import { Rejected } from '../rejected.js';
import { Catalogue, type RoutingQuery, type RoutingRow } from './catalogue.js';
import type { CatalogueData } from './catalogue-data.js';
import { checkCatalogue } from './check-catalogue.js';
import type { ProcedureVersion } from './procedure.js';
import { routeOf } from './routing.js';
import type { Unit } from './unit.js';
import { UnitTree } from './unit-tree.js';
import { isValidOn } from './validity.js';

/**
 * The catalogue over checked data; the data must not change afterwards.
 *
 * @throws {Rejected} `catalogue.faulty` with every fault as `file pointer: reason`; a loader calls `checkCatalogue` first to show them
 */
export function createCatalogue(data: CatalogueData): Catalogue {
  const faults = checkCatalogue(data);
  if (faults.length > 0) {
    const lines = faults.map(({ file, pointer, reason }) => `${file ?? ''} ${pointer}: ${reason}`.trim());
    throw new Rejected('catalogue.faulty', { faults: lines });
  }
  return new DataCatalogue(data);
}

class DataCatalogue extends Catalogue {
  private readonly tree: UnitTree;
  private readonly byId: ReadonlyMap<string, ProcedureVersion>;
  private readonly byCode: ReadonlyMap<string, readonly ProcedureVersion[]>;
  private readonly calendars = new Map<string, WorkCalendar>();

  constructor(private readonly data: CatalogueData) {
    super();
    this.tree = new UnitTree(data.units);
    this.byId = new Map(data.versions.map((version) => [version.id, version]));
    this.byCode = Map.groupBy(data.versions, ({ code }) => code);
  }

  version(procedureVersionId: string): ProcedureVersion {
    const found = this.byId.get(procedureVersionId);
    if (found === undefined)
      throw new Rejected('procedure.unknown-version', { procedureVersionId: procedureVersionId.slice(0, 50) });
    return found;
  }

  resolve(procedureCode: string, day: string): ProcedureVersion {
    demandDay(day);
    const editions = this.byCode.get(procedureCode);
    if (editions === undefined) throw new Rejected('procedure.unknown', { procedureCode: procedureCode.slice(0, 50) });
    const found = editions.find((edition) => isValidOn(edition, day));
    if (found === undefined)
      throw new Rejected('procedure.not-open', { procedureCode, day, reason: whyClosed(editions, day) });
    return found;
  }

  versionsOn(day: string): readonly ProcedureVersion[] {
    return this.data.versions.filter((version) => isValidOn(version, day));
  }

  unit(code: string, day?: string): Unit {
    if (day !== undefined) demandDay(day);
    return this.tree.find(code, day);
  }

  unitsOn(day: string): readonly Unit[] {
    return this.tree.on(day);
  }

  parseCode(text: string): ParsedCode {
    return parseDossierCode(text, (spelling, day) => this.tree.aliasOf(spelling, day));
  }

  due(limit: TimeLimit, from: string, unitCode: string, calendarVersion?: string): DueDate {
    return dueDate(this.calendar(unitCode, calendarVersion), limit, from);
  }

  pause(due: DueDate, from: string, to: string, unitCode: string): DueDate {
    return pausedDueDate(this.calendar(unitCode, due.calendarVersion), due, from, to);
  }

  outage(due: DueDate, from: string, to: string, unitCode: string): DueDate {
    return outageDueDate(this.calendar(unitCode, due.calendarVersion), due, from, to);
  }

  latestExtension(due: DueDate, limit: TimeLimit, unitCode: string): string {
    return latestExtension(this.calendar(unitCode, due.calendarVersion), due, limit);
  }

  calendarVersion(unitCode: string, day: string): string {
    demandDay(day);
    const calendar = this.calendar(unitCode);
    calendar.offReason(day); // refuses a year that is not loaded
    return calendar.versionOf(Number(day.slice(0, 4)));
  }

  route(kind: RoutingRow['kind'], query: RoutingQuery): RoutingRow {
    demandDay(query.day);
    return routeOf(this.data.routing, kind, { ...query, unitCode: this.tree.find(query.unitCode).code });
  }

  evaluation(day: string): EvaluationScheme | undefined {
    demandDay(day);
    return this.data.evaluations?.find((scheme) => isValidOn(scheme, day));
  }

  /** Calendars are kept: one per unit and stamp, and there are few of both. */
  private calendar(unitCode: string, stamp?: string): WorkCalendar {
    const unit = this.tree.find(unitCode);
    const key = `${unit.code} ${stamp ?? ''}`;
    const kept = this.calendars.get(key) ?? new WorkCalendar(this.data, unit, stamp);
    this.calendars.set(key, kept);
    return kept;
  }
}

function whyClosed(editions: readonly ProcedureVersion[], day: string): 'closed' | 'not-yet' {
  return editions.some(({ validFrom }) => validFrom > day) ? 'not-yet' : 'closed';
}

/** Dates are compared as text: anything else than a real date would compare to nonsense. */
function demandDay(day: string): void {
  if (!isLocalDay(day)) throw new Rejected('time.invalid', { value: day.slice(0, 40) });
}
