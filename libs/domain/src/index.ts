export type { Decider } from './decider.js';
export { Rejected } from './rejected.js';
export type { DueDate, TimeLimit } from './calendar/due-date.js';
export type {
  Channel,
  Component,
  Condition,
  Fee,
  LocalisedText,
  OnlineChannel,
  ProcedureCase,
  ProcedureVersion,
  ReturnMethod,
  RouteKind,
  RuleSet,
} from './procedures/procedure.js';
export type { CodePolicy, Shift, Unit, UnitSpelling } from './procedures/unit.js';
export { Catalogue } from './procedures/catalogue.js';
export type { RoutingRow } from './procedures/catalogue.js';
export type {
  AttachmentPersonal,
  DeadlineKind,
  DossierEvent,
  DossierEventType,
  ExternalCode,
  Fact,
  JsonObject,
  JsonValue,
  OfficerTaskKind,
  Person,
  ResultDocument,
  SubmissionPersonal,
  SubmittedComponent,
} from './dossier/dossier-event.js';
export type { CodeIssued } from './code-series/code-event.js';
export type { CalendarOverlay, CalendarYear, DayReasons, Weekday } from './calendar/calendar-year.js';
export type { CatalogueData, DataFile, Fault } from './procedures/catalogue-data.js';
export type {
  CentralCode,
  CodeFault,
  DossierCode,
  LocalCode,
  ParsedCode,
  UnitAliases,
} from './code-series/dossier-code.js';
