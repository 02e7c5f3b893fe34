import type { DueDate } from '../calendar/due-date.js';
import type { RoutingRow } from '../procedures/catalogue.js';
import type { Channel, ReturnMethod, RuleSet } from '../procedures/procedure.js';

/**
 * The facts of a dossier (hồ sơ), in the order they happened. `data` is public: identifiers, codes, units, times, counts. Names,
 * contacts, identity numbers, free text and reasons stand only in `personal`, which is sealed before it is stored.
 *
 * All instants are ISO 8601 in UTC with milliseconds; `by` is the opaque subject id of the acting account, never a name.
 */
export type DossierEvent =
  // intake
  | Fact<
      'CodeRequested',
      { unitCode: string; channel: Channel; procedureCode: string | null; requestedAt: string; expiresAt: string }
    >
  | Fact<
      'DossierSubmitted',
      {
        channel: Channel;
        procedureCode: string;
        procedureVersionId: string;
        procedureCase: string;
        ruleSet: RuleSet;
        receivingUnit: string;
        resolvingUnit: string;
        submittedAt: string;
        /** Submission online, acceptance at the counter, postmark by post: fixes version, calendar and routing. */
        receivedAt: string;
        postmarkedAt: string | null;
        calendarVersion: string;
        codeIssuedAt: 'submission' | 'acceptance';
        returnMethod: ReturnMethod;
        externalCodes: readonly ExternalCode[];
        components: readonly SubmittedComponent[];
        /** Null for counter and post, which are answered in the act. */
        intakeAnswer: DueDate | null;
        feeCollect: 'before' | 'after' | 'exempt';
        feeAmount: number;
      },
      SubmissionPersonal
    >
  | Fact<'DossierCodeAssigned', AssignedCode & { dossierCode: string; assignedAt: string }>
  | Fact<'CodeVoided', { dossierCode: string; reason: 'reservation-expired' | 'submission-rejected'; voidedAt: string }>
  | Fact<'AttachmentAdded', { component: SubmittedComponent; by: string; addedAt: string }, AttachmentPersonal>
  // acceptance
  | Fact<'DossierAccepted', { by: string; acceptedAt: string; due: DueDate; dossierCodeNeeded: boolean }>
  | Fact<'RoutingDecided', { row: RoutingRow; decidedAt: string }>
  | Fact<'IntakeRefused', { by: string; refusedAt: string; reasonCode: string }, { reason: string }>
  | Fact<'DossierWithdrawn', { by: string; withdrawnAt: string; refundDue: boolean }, { reason: string }>
  // supplements
  | Fact<
      'SupplementRequested',
      {
        stage: 'intake' | 'appraisal';
        resumeState: 'submitted' | 'accepted' | 'processing';
        /** Codes of the components or JSON pointers of the fields that are asked for. */
        items: readonly string[];
        by: string;
        requestedAt: string;
        due: DueDate;
      },
      { reason: string; itemTexts: readonly string[] }
    >
  | Fact<
      'SupplementSubmitted',
      { items: readonly string[]; components: readonly SubmittedComponent[]; submittedAt: string },
      { declaration: JsonObject | null; note: string; attachments: readonly AttachmentPersonal[] }
    >
  | Fact<
      'SupplementCompleted',
      /** `due` is the new due date of the resolution, `intakeAnswer` the new answer limit; one of them is null. */
      { by: string; completedAt: string; answeredAt: string; due: DueDate | null; intakeAnswer: DueDate | null }
    >
  | Fact<'SupplementLapsed', { lapsedAt: string; becomes: 'intakeRefused' | 'stopped' }>
  // processing
  | Fact<
      'StepForwarded',
      { fromUnit: string; toUnit: string; handler: string; by: string; forwardedAt: string; stepDue: string | null },
      { note: string }
    >
  | Fact<'StepReturned', { toUnit: string; handler: string; by: string; returnedAt: string }, { reason: string }>
  | Fact<'StepRecalled', { handler: string; by: string; recalledAt: string }, { reason: string }>
  | Fact<'HandlerAssigned', { handler: string; by: string; assignedAt: string }>
  | Fact<
      'OpinionRequested',
      { opinionId: string; fromUnit: string; toUnit: string; by: string; requestedAt: string; due: DueDate },
      { question: string }
    >
  | Fact<'OpinionGiven', { opinionId: string; by: string; givenAt: string }, { answer: string }>
  | Fact<
      'DossierTransferred',
      {
        cause: 'wrongCompetence' | 'boundaryFree' | 'succession';
        toUnit: string;
        by: string;
        transferredAt: string;
        due: DueDate | null;
      },
      { reason: string }
    >
  | Fact<'ProcedureCaseChanged', { procedureCase: string; by: string; changedAt: string; due: DueDate }>
  | Fact<'DueDateExtended', { by: string; extendedAt: string; due: DueDate; apologyNumber: string }, { reason: string }>
  /** Without the clock of the dossier: what an announced outage of the systems took from the time limit (R11). */
  | Fact<'DueDateMoved', { cause: 'outage'; from: string; to: string; by: string; movedAt: string; due: DueDate }>
  | Fact<'DeadlineWarned', { deadline: DeadlineKind; dueAt: string; warnedAt: string }>
  | Fact<'DeadlineMissed', { deadline: DeadlineKind; dueAt: string; missedAt: string }>
  | Fact<'DossierStopped', { by: string; stoppedAt: string; decisionBlobId: string | null }, { reason: string }>
  | Fact<
      'DossierReopened',
      { by: string; reopenedAt: string; due: DueDate; decisionBlobId: string },
      { reason: string }
    >
  // money; online payment attempts arrive with the payment connectors
  | Fact<
      'PaymentRequested',
      {
        paymentId: string;
        amount: number;
        feeCodes: readonly string[];
        by: string;
        requestedAt: string;
        changesStatus: boolean;
      }
    >
  | Fact<
      'PaymentConfirmed',
      {
        paymentId: string;
        amount: number;
        method: 'cash' | 'transfer' | 'online';
        confirmedAt: string;
        by: string;
        receiptNumber: string;
        resumes: boolean;
        /** The moved due date, where the version stops the clock while a payment is awaited; else null. */
        due: DueDate | null;
      }
    >
  | Fact<
      'PaymentCancelled',
      { paymentId: string; by: string; cancelledAt: string; resumes: boolean; due: DueDate | null },
      { reason: string }
    >
  | Fact<
      'PaymentRefunded',
      { paymentId: string; amount: number; by: string; refundedAt: string; evidenceBlobId: string },
      { note: string }
    >
  // outside systems
  | Fact<'ExternalCodeNoted', { externalCode: ExternalCode; notedAt: string }>
  | Fact<
      'ResultReceived',
      {
        system: string;
        externalStatus: string;
        resultKind: 'positive' | 'negative';
        receivedAt: string;
        blobId: string | null;
        blobDigest: string | null;
      },
      { fields: JsonObject }
    >
  | Fact<
      'OfficerTaskRaised',
      { taskId: string; kind: OfficerTaskKind; system: string; raisedAt: string },
      { text: string }
    >
  | Fact<'OfficerTaskSettled', { taskId: string; by: string; settledAt: string }, { note: string }>
  | Fact<
      'MirrorStatusReported',
      {
        procedureVersionId: string;
        receivingUnit: string;
        channel: Channel;
        system: string;
        status: number;
        reportedAt: string;
        externalTime: string;
      },
      { note: string }
    >
  | Fact<'AccountResolved', { outcome: 'linked' | 'linkable' | 'new'; resolvedAt: string }, { techId: string | null }>
  // result
  | Fact<
      'ResultSigned',
      { resultKind: 'positive' | 'negative'; by: string; signedAt: string; late: boolean; document: ResultDocument },
      { reason: string | null; fields: JsonObject }
    >
  | Fact<
      'PostalReturnRegistered',
      { by: string; registeredAt: string },
      { address: string; phone: string; receiver: string }
    >
  | Fact<'ResultReturned', { method: ReturnMethod; by: string; returnedAt: string }, { receiver: string; note: string }>
  | Fact<'ResultCorrected', { by: string; correctedAt: string; document: ResultDocument }, { reason: string }>
  | Fact<'ResultRevoked', { by: string; revokedAt: string; decisionBlobId: string }, { reason: string }>
  /** The applicant's rating of a dossier that is over (đánh giá mức độ hài lòng); the comment is sealed. */
  | Fact<
      'DossierRated',
      { level: SatisfactionLevel; aspects: RatedAspects; by: string; ratedAt: string },
      { comment: string | null }
    >
  // data protection
  | Fact<'SubjectErased', { policy: 'shred' | 'restrict'; by: string; erasedAt: string }>;

/** A fact with public `data` and, where it has any, `personal` data. Every `data` carries the dossier's id. */
export interface Fact<Type extends string, Data extends object, Personal = never> {
  readonly type: Type;
  readonly data: Readonly<Data> & { readonly dossierId: string };
  /** Present only for facts that carry personal data; absent after erasure or when read without the permission to open it. */
  readonly personal?: Personal;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * Where a dossier's only code comes from: our series of a unit and day, or another system that issued it (a ministry's central
 * system, or a channel that brings its own). A code from outside has no place in a series of ours.
 */
export type AssignedCode =
  | { origin: 'series'; system: null; unitCode: string; day: string; ordinal: number }
  | { origin: 'external'; system: string; unitCode: null; day: null; ordinal: null };

export interface ExternalCode {
  readonly system: string;
  readonly code: string;
}

/** What stands in a component's slot; the file name and the plaintext digest are personal and stand in `AttachmentPersonal`. */
export interface SubmittedComponent {
  readonly componentCode: string;
  readonly attachmentId: string;
  readonly blobId: string | null;
  readonly source: 'upload' | 'database' | 'shown';
  readonly mime: string | null;
  readonly size: number | null;
  /** sha256 of the stored (encrypted) bytes, hex. */
  readonly cipherDigest: string | null;
  /** The papers behind the slot, as the receipt slip counts them (TT 01/2018/TT-VPCP, form 01); null where none were counted. */
  readonly copies: PaperCopies | null;
}

export interface PaperCopies {
  readonly originals: number;
  readonly certified: number;
  readonly photocopies: number;
}

export interface AttachmentPersonal {
  readonly attachmentId: string;
  readonly fileName: string;
  /** sha256 of the plaintext, hex. */
  readonly plainDigest: string;
}

export interface Person {
  readonly fullName: string;
  readonly personalId: string | null;
  readonly birthDate: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface SubmissionPersonal {
  readonly applicant: Person;
  readonly submitter: Person;
  /** The declaration as it was sent, in the field names of its form schema. */
  readonly declaration: JsonObject;
  readonly attachments: readonly AttachmentPersonal[];
  readonly matter: string;
  readonly techId: string | null;
}

export interface ResultDocument {
  readonly blobId: string;
  readonly cipherDigest: string;
  readonly number: string;
  readonly signed: boolean;
}

/** Five levels, from very satisfied (rất hài lòng) to very dissatisfied (rất không hài lòng). */
export type SatisfactionLevel = 'verySatisfied' | 'satisfied' | 'neutral' | 'dissatisfied' | 'veryDissatisfied';

export type AspectRating = 'good' | 'fair' | 'poor';

/** What the applicant says of the officers' attitude, the time taken and the guidance; null where nothing was said. */
export interface RatedAspects {
  readonly attitude: AspectRating | null;
  readonly timeliness: AspectRating | null;
  readonly guidance: AspectRating | null;
}

export type DeadlineKind = 'intakeAnswer' | 'supplement' | 'resolution' | 'apology' | 'opinion' | 'step';

export type OfficerTaskKind =
  | 'ministrySupplement'
  | 'ministryRefusal'
  | 'ministryNotExpressible'
  | 'deliveryHeld'
  | 'deliveryParked'
  | 'statusUnmapped'
  | 'opinionOverdue';

export type DossierEventType = DossierEvent['type'];
