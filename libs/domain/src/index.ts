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
export type { RoutingQuery, RoutingRow } from './procedures/catalogue.js';
export type {
  AspectRating,
  AttachmentPersonal,
  DeadlineKind,
  DossierEvent,
  DossierEventType,
  ExternalCode,
  Fact,
  JsonObject,
  JsonValue,
  OfficerTaskKind,
  PaperCopies,
  Person,
  RatedAspects,
  ResultDocument,
  SatisfactionLevel,
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
export { dossierDecider } from './dossier/dossier.js';
export type {
  Command,
  CommandOf,
  DeadlineCommand,
  DossierCommand,
  DossierCommandType,
  IntakeCommand,
  OutsideCommand,
  PaymentCommand,
  ProcessingCommand,
  ResultCommand,
  Submission,
  SupplementCommand,
} from './dossier/dossier-command.js';
export { awaitsCode, isOnline, nationalStatus } from './dossier/dossier-state.js';
export { runningDeadlines } from './dossier/decisions/deadline.js';
export { rejectionTexts } from './rejection-texts.js';
export type { RejectionText } from './rejection-text.js';
export type {
  Acceptance,
  Dossier,
  DossierFacts,
  DossierResult,
  FiledDossier,
  FiledStatus,
  MirrorDossier,
  OfficerTask,
  Opinion,
  Pause,
  Payment,
  PendingSupplement,
  Position,
  ReceivedResult,
  ReservedDossier,
  RunningDeadline,
} from './dossier/dossier-state.js';
export { deliveryDecider } from './delivery/delivery.js';
export { defaultLanePolicy, retryDelay } from './delivery/lane-policy.js';
export type { LanePolicy } from './delivery/lane-policy.js';
export { batchFrom, headOf, nextAction } from './delivery/delivery-lane.js';
export type { Delivery, DeliveryState, Lane, NextAction } from './delivery/delivery-lane.js';
export type { DeliveryCommand, DeliveryCommandOf, OperationPlan } from './delivery/delivery-command.js';
export type {
  DeliveryEvent,
  HoldReason,
  OperationClass,
  ParkReason,
  ParkSuggestion,
  WriteClass,
} from './delivery/delivery-event.js';
export type {
  CanonicalStatus,
  Capabilities,
  ExchangeId,
  ExternalRef,
  FieldIssue,
  FileMode,
  Finding,
  Outcome,
  RetryReason,
  SystemId,
  UnknownReason,
} from './delivery/outcome.js';
export { planTransitions } from './delivery/transition-planner.js';
export type {
  StatusFact,
  StatusFacts,
  StatusGraph,
  TransitionPlan,
  TransitionStep,
} from './delivery/transition-planner.js';
export { addDays, epoch, isLocalDay, localDay, localInstant, localTime } from './calendar/local-time.js';
export { parseDossierCode, printDossierCode } from './code-series/dossier-code.js';
export { canonicalUnit, printUnit } from './code-series/unit-spelling.js';
export { codeIssuedAt } from './code-series/code-policy.js';
export { CodeSeries, codesStream, planCodes, seriesKey } from './code-series/code-series.js';
export type { CodeAsked, CodePlan, CodeRefused } from './code-series/code-series.js';
export { checkCatalogue } from './procedures/check-catalogue.js';
export { evaluateBody } from './evaluation/evaluate-body.js';
export type { BodyFigures, Evaluation, IndexResult } from './evaluation/evaluate-body.js';
export type { EvaluationBand, EvaluationIndex, EvaluationScheme, IndexNumber } from './evaluation/evaluation-scheme.js';
export { dossierPoints } from './evaluation/dossier-points.js';
export type { DossierPoints, Points } from './evaluation/dossier-points.js';
export { measureAfter, measuredTypes } from './evaluation/measure-dossier.js';
export type { Performer } from './evaluation/measure-dossier.js';
export type { Closing, ServiceMeasure, ServiceRating } from './evaluation/service-measure.js';
export { timelinessOf } from './evaluation/timeliness.js';
export type { Timeliness } from './evaluation/timeliness.js';
export { createCatalogue } from './procedures/create-catalogue.js';
export { isBoundaryFree, isCompetent, resolvingUnitOf } from './procedures/competence.js';
export { missingComponents } from './procedures/components.js';
export type { Requirement } from './procedures/components.js';
export { feesFor } from './procedures/fees.js';
export type { FeeAssessment, FeeItem, FeeQuery } from './procedures/fees.js';
export { NATIONAL_STATUSES, stateOfStatus, statusCode, statusName } from './procedures/national-status.js';
export type { NationalState, NationalStatusCode } from './procedures/national-status.js';
export { replayDecider, replayStream } from './replay/replay-job.js';
export type { KnownReplayJob, ReplayJob } from './replay/replay-job.js';
export type { ReplayCommand } from './replay/replay-command.js';
export type {
  LostConsumer,
  ReplayEvent,
  ReplayFilter,
  ReplayKind,
  ReplayPlan,
  ReplayTally,
} from './replay/replay-event.js';
