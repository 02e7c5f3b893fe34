import type { DueDate, TimeLimit } from '../calendar/due-date.js';
import type { ParsedCode } from '../code-series/dossier-code.js';
import type { EvaluationScheme } from '../evaluation/evaluation-scheme.js';
import type { Channel, ProcedureVersion } from './procedure.js';
import type { Unit } from './unit.js';

/** One row of the routing table; see `Catalogue.route`. */
export interface RoutingRow {
  readonly kind: 'professional' | 'portalSync';
  readonly procedure: string;
  readonly case?: string;
  readonly unit: string;
  readonly channel?: Channel;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Outside system, e.g. `lltp.g1`; `none` where nothing is handed over. */
  readonly system: string;
  readonly module: string | null;
  /** Wire profile `<name>@<version>`. */
  readonly profile: string;
  /** Further systems to be served after the first one answered positively (linked legs), in order. */
  readonly legs?: readonly { readonly system: string; readonly module: string | null; readonly profile: string }[];
}

/** What is being routed, on its reception day (submission online, acceptance at the counter, postmark by post). */
export interface RoutingQuery {
  readonly procedureCode: string;
  readonly procedureCase: string;
  readonly unitCode: string;
  readonly day: string;
  readonly channel: Channel;
}

/**
 * The rules that decisions look up: loaded from the dated data files, checked at start, immutable afterwards. Everything is a
 * pure function of its arguments, so a decider can hold it and stay pure.
 */
export abstract class Catalogue {
  /** @throws {Rejected} `procedure.unknown-version` */
  abstract version(procedureVersionId: string): ProcedureVersion;
  /**
   * The edition valid on a local day (yyyy-MM-dd).
   * @throws {Rejected} `procedure.unknown`, `procedure.not-open` (no edition valid that day)
   */
  abstract resolve(procedureCode: string, day: string): ProcedureVersion;
  /** The editions open on a local day, in the order of the data. */
  abstract versionsOn(day: string): readonly ProcedureVersion[];
  /**
   * Accepts any spelling or alias. Without a day ended units are found too, so that old dossiers keep theirs; with a day the alias
   * means what it meant then, and the unit must exist then.
   * @throws {Rejected} `unit.unknown`; with a day also `unit.not-yet`, `unit.ended` (details name the successors)
   */
  abstract unit(code: string, day?: string): Unit;
  /** The units that exist on a local day, in the order of the data. */
  abstract unitsOn(day: string): readonly Unit[];
  /** Reads a dossier code in any of the spellings; the alias table has priority over arithmetic. Never throws. */
  abstract parseCode(text: string): ParsedCode;
  /**
   * The due moment of a limit that starts at `from` (ISO instant) for a unit's shifts and calendar.
   * @param calendarVersion the version stamped on the dossier; a confirmed file that replaced a provisional one wins
   * @throws {Rejected} `calendar.year-not-loaded`, `time.invalid`, `time-limit.amount`
   */
  abstract due(limit: TimeLimit, from: string, unitCode: string, calendarVersion?: string): DueDate;
  /** `due` moved by the working days in (from, to]: the pausing clock. The version on `due` is the stamped one. */
  abstract pause(due: DueDate, from: string, to: string, unitCode: string): DueDate;
  /**
   * `due` moved by the working time of an announced outage; unchanged when the outage begins after it or ended before its start.
   * @law NĐ 301/2026/NĐ-CP art. 3.4
   */
  abstract outage(due: DueDate, from: string, to: string, unitCode: string): DueDate;
  /** Latest moment at which `due` may still be extended (1 working day before the due day). @law NĐ 61/2018 art. 19.9 */
  abstract latestExtension(due: DueDate, limit: TimeLimit, unitCode: string): string;
  /** What a dossier received on `day` is stamped with: the current editions from that year on, and the swaps in force. */
  abstract calendarVersion(unitCode: string, day: string): string;
  /**
   * The routing row: of the procedure itself before `*`, then the most specific unit pattern, then case, then channel.
   * @throws {Rejected} `routing.undefined`, `unit.unknown`
   */
  abstract route(kind: RoutingRow['kind'], query: RoutingQuery): RoutingRow;
  /** How dossiers that were resolved on a local day are evaluated; undefined where no scheme was in force. */
  abstract evaluation(day: string): EvaluationScheme | undefined;
}
