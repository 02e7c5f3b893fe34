import type { TimeLimit } from '../calendar/due-date.js';
import type { Channel, OnlineChannel, ReturnMethod } from '../procedures/procedure.js';
import type {
  AttachmentPersonal,
  DeadlineKind,
  ExternalCode,
  JsonObject,
  OfficerTaskKind,
  RatedAspects,
  ResultDocument,
  SatisfactionLevel,
  SubmissionPersonal,
  SubmittedComponent,
} from './dossier-event.js';

/**
 * What can be asked of a dossier. `data.now` is the business clock (ISO 8601 UTC, milliseconds), `data.by` the opaque subject
 * id of the acting account or the name of the acting app. `personal` becomes the sealed part of the resulting facts.
 *
 * `DossierCodeAssigned` has no command here: the code issuer appends it together with its series (see `awaitsCode`).
 */
export type DossierCommand =
  | IntakeCommand
  | SupplementCommand
  | ProcessingCommand
  | DeadlineCommand
  | PaymentCommand
  | OutsideCommand
  | ResultCommand;

export type DossierCommandType = DossierCommand['type'];

export type IntakeCommand =
  /** A channel that needs the code before it sends the dossier; the code itself is appended by the issuer. */
  | Command<
      'RequestCode',
      {
        dossierId: string;
        unitCode: string;
        channel: OnlineChannel;
        procedureCode: string | null;
        expiresAt: string;
      }
    >
  /** Closes a reserved code whose dossier never came. */
  | Command<'VoidCode', { reason: 'reservation-expired' | 'submission-rejected' }>
  | Command<'SubmitDossier', Submission & { channel: OnlineChannel }, SubmissionPersonal>
  /** Counter or post: received, found complete and accepted in one act. `postmarkedAt` only by post. */
  | Command<
      'ReceiveAtCounter',
      Submission & {
        channel: 'counter' | 'post';
        postmarkedAt: string | null;
        /** The fee taken with the dossier; required when the fee is collected before. */
        payment: { paymentId: string; method: 'cash' | 'transfer'; receiptNumber: string } | null;
      },
      SubmissionPersonal
    >
  | Command<'AddAttachment', { component: SubmittedComponent }, AttachmentPersonal>
  /** `checksDone`: the officer confirms the checks against databases and of e-signatures. */
  | Command<'AcceptDossier', { checksDone: boolean }>
  | Command<'RefuseIntake', { reasonCode: string }, { reason: string }>
  | Command<'WithdrawDossier', object, { reason: string }>
  | Command<'EraseSubject', { policy: 'shred' | 'restrict' }>;

/** What every submission says, whatever the channel; the form itself was checked against its schema before. */
export interface Submission {
  readonly dossierId: string;
  readonly procedureCode: string;
  readonly procedureCase: string;
  /** Any spelling; stored canonical. */
  readonly receivingUnit: string;
  /** Boundary-free intake only: the unit that is competent, where it is not the receiving one. */
  readonly competentUnit: string | null;
  readonly returnMethod: ReturnMethod;
  readonly externalCodes: readonly ExternalCode[];
  readonly components: readonly SubmittedComponent[];
  readonly feeCollect: 'before' | 'after' | 'exempt';
  /** Đồng, whole. */
  readonly feeAmount: number;
}

export type SupplementCommand =
  /** `ministry` is set when a ministry's system asks: what the rule forbids then becomes an officer's task, not a rejection. */
  | Command<
      'RequestSupplement',
      { items: readonly string[]; ministry: { system: string; taskId: string } | null },
      { reason: string; itemTexts: readonly string[] }
    >
  | Command<
      'SubmitSupplement',
      { items: readonly string[]; components: readonly SubmittedComponent[] },
      { declaration: JsonObject | null; note: string; attachments: readonly AttachmentPersonal[] }
    >
  | Command<'CompleteSupplement', object>
  | Command<'LapseSupplement', object>;

export type ProcessingCommand =
  | Command<'ForwardStep', { toUnit: string; handler: string; stepDue: string | null }, { note: string }>
  /** Back to the previous handler, which the dossier knows. */
  | Command<'ReturnStep', object, { reason: string }>
  /** The sender of the last step takes it back. */
  | Command<'RecallStep', object, { reason: string }>
  | Command<'AssignHandler', { handler: string }>
  | Command<'RequestOpinion', { opinionId: string; toUnit: string; limit: TimeLimit }, { question: string }>
  | Command<'GiveOpinion', { opinionId: string }, { answer: string }>
  | Command<
      'TransferDossier',
      { cause: 'wrongCompetence' | 'boundaryFree' | 'succession'; toUnit: string },
      { reason: string }
    >
  | Command<'ChangeProcedureCase', { procedureCase: string }>
  /** `decisionBlobId`: the stop decision and notice, attached. */
  | Command<'StopDossier', { decisionBlobId: string }, { reason: string }>
  /** `clock` is what the recorded decision (attached) says: count anew, leave out the stopped time, or keep the date. */
  | Command<'ReopenDossier', { clock: 'restart' | 'pause' | 'none'; decisionBlobId: string }, { reason: string }>;

export type DeadlineCommand =
  /** `workingDays` whole working days after the present due day. */
  | Command<'ExtendDueDate', { workingDays: number; apologyNumber: string }, { reason: string }>
  /** An announced outage that is over, from `from` to `to`; what was applied before changes nothing. */
  | Command<'ApplyOutage', { from: string; to: string }>
  /** From a timer; one that no longer fits the dossier (other date, other state) changes nothing. */
  | Command<'WarnDeadline', { deadline: DeadlineKind; dueAt: string }>
  | Command<'MissDeadline', { deadline: DeadlineKind; dueAt: string }>;

export type PaymentCommand =
  | Command<'RequestPayment', { paymentId: string; amount: number; feeCodes: readonly string[] }>
  | Command<
      'ConfirmPayment',
      { paymentId: string; amount: number; method: 'cash' | 'transfer' | 'online'; receiptNumber: string }
    >
  | Command<'CancelPayment', { paymentId: string }, { reason: string }>
  | Command<'RefundPayment', { paymentId: string; amount: number; evidenceBlobId: string }, { note: string }>;

export type OutsideCommand =
  | Command<'NoteExternalCode', { externalCode: ExternalCode }>
  /** A professional system's answer; the officer signs it (or not) with `SignResult`. */
  | Command<
      'ReportResult',
      {
        system: string;
        externalStatus: string;
        resultKind: 'positive' | 'negative';
        blobId: string | null;
        blobDigest: string | null;
      },
      { fields: JsonObject }
    >
  | Command<'RaiseOfficerTask', { taskId: string; kind: OfficerTaskKind; system: string }, { text: string }>
  | Command<'SettleOfficerTask', { taskId: string }, { note: string }>
  /** The first report of an unknown dossier opens the mirror; the central code comes as `externalCode`. */
  | Command<
      'ReportMirrorStatus',
      {
        dossierId: string;
        procedureCode: string;
        receivingUnit: string;
        channel: Channel;
        system: string;
        status: number;
        externalTime: string;
        externalCode: ExternalCode | null;
      },
      { note: string }
    >
  | Command<'ResolveAccount', { outcome: 'linked' | 'linkable' | 'new' }, { techId: string | null }>;

export type ResultCommand =
  | Command<
      'SignResult',
      { resultKind: 'positive' | 'negative'; document: ResultDocument },
      { reason: string | null; fields: JsonObject }
    >
  | Command<'RegisterPostalReturn', object, { address: string; phone: string; receiver: string }>
  /** `originalsReturned`: the applicant's originals were handed back, or none were kept. */
  | Command<'ReturnResult', { method: ReturnMethod; originalsReturned: boolean }, { receiver: string; note: string }>
  | Command<'CorrectResult', { document: ResultDocument }, { reason: string }>
  | Command<'RevokeResult', { decisionBlobId: string }, { reason: string }>
  /** By the applicant himself: whose the dossier is, is asked before. */
  | Command<'RateDossier', { level: SatisfactionLevel; aspects: RatedAspects }, { comment: string | null }>;

/** A command with its data spelled out; `personal` only where its facts have a personal part. */
export type Command<Type extends string, Data extends object, Personal = never> = {
  readonly type: Type;
  readonly data: Readonly<Data> & { readonly now: string; readonly by: string };
} & ([Personal] extends [never] ? unknown : { readonly personal: Personal });

/** The command of one type, for the function that decides it. */
export type CommandOf<Type extends DossierCommandType> = Extract<DossierCommand, { readonly type: Type }>;
