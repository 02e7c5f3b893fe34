import type {
  CanonicalStatus,
  Capabilities,
  ExternalRef,
  HoldReason,
  JsonObject,
  Outcome,
  Person,
} from '@motcua/domain';

export interface CallContext {
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly dossierId?: string;
  readonly dossierCode?: string;
  readonly actor: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** ISO 8601 UTC: the answer is of no use after it. */
  readonly deadline: string;
}

export interface UnitView {
  readonly code: string;
  readonly name: string;
  /** The number by which the system of this lane knows the unit; null = the unit tree has none, so the delivery is held. */
  readonly externalCode: string | null;
}

/**
 * A dossier as a professional system needs it, built by the app at send time from the dossier's stream with a logged purpose.
 * It holds personal data: it lives for one call and is stored nowhere. Instants are ISO 8601 UTC.
 */
export interface SubmissionView {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly channel: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly procedureCase: string;
  readonly routing: { readonly system: string; readonly module: string | null; readonly profile: string };
  readonly receivingUnit: UnitView;
  readonly registrationUnit: UnitView;
  readonly submittedAt: string;
  readonly receivedAt: string;
  readonly acceptedAt: string;
  readonly dueAt: string;
  readonly applicant: Person;
  readonly submitter: Person;
  readonly techId: string | null;
  /** In the wire names of the form schemas (`nycHoTen`, `nksHoTen`, ...). */
  readonly declaration: JsonObject;
  readonly attachments: readonly AttachmentView[];
  readonly receiptNumber: string | null;
  /** Legs of a chain: the fields of the result that came before. */
  readonly basedOn?: JsonObject;
}

export interface AttachmentView {
  readonly attachmentId: string;
  readonly componentCode: string;
  readonly name: string;
  readonly fileName: string;
  readonly mime: string;
  readonly size: number;
  /** Signed, revocable address at our own file server; null where the profile takes no URLs. */
  readonly url: string | null;
  /** Another file stands in its place now; absent = it is valid. */
  readonly deleted?: boolean;
}

/** A dossier as the national portal's record (`HoSo`) needs it; personal data, built at send time. */
export interface DossierSnapshot extends SubmissionView {
  readonly field: { readonly code: string; readonly name: string };
  readonly matter: string;
  readonly status: CanonicalStatus;
  readonly returnMethod: string;
  readonly finishedAt: string | null;
  readonly returnedAt: string | null;
  readonly refusedAt: string | null;
  readonly returnInfo: string | null;
  readonly note: string | null;
  readonly processingUnitName: string;
  /** 1 citizen, 2 enterprise, 3 state body, 4 other organisation. */
  readonly applicantKind: string;
  readonly fees: readonly {
    readonly code: string;
    readonly name: string;
    readonly amount: number;
    readonly collect: string;
    readonly kind: string;
  }[];
  readonly paidOnline: boolean;
  readonly supplements: readonly SupplementView[];
  readonly results: readonly AttachmentView[];
}

export interface SupplementView {
  readonly number: number;
  readonly requestedBy: string;
  readonly content: string;
  readonly requestedAt: string;
  readonly receivedBy: string | null;
  readonly receivedInfo: string | null;
  readonly receivedAt: string | null;
  readonly completed: boolean;
  readonly dueBefore: string | null;
  readonly dueAfter: string | null;
}

/** One step of the lifecycle as an outside system is told of it. */
export interface LifecycleStep {
  readonly dossierCode: string;
  readonly status: CanonicalStatus;
  readonly at: string;
  readonly handlerName: string;
  readonly handlerTitle: string | null;
  readonly unitName: string | null;
  readonly content: string;
  readonly startedAt: string | null;
  readonly dueAt: string | null;
}

/** A step of a dossier that the national portal itself took in: it knows it under its own code. */
export interface NationalDossierReport {
  readonly externalCode: string;
  readonly dossierCode: string;
  readonly status: CanonicalStatus;
  readonly at: string;
  readonly techId: string | null;
  readonly content: string | null;
  /** Result papers; their `attachmentId` is a number in digits. */
  readonly attachments: readonly AttachmentView[];
}

/** What a look at the portal shows. `status` is null when it is absent there or the profile does not map what it says. */
export interface PortalFinding {
  readonly exists: boolean;
  readonly status: CanonicalStatus | null;
}

/** What an outside system says of a dossier. `status` is null when the profile maps the value to `hold` or not at all. */
export interface ExternalStatus {
  readonly ref: ExternalRef;
  readonly externalStatus: string;
  readonly status: CanonicalStatus | null;
  /** When it happened there, ISO 8601 UTC or a local date; null when the system does not say. */
  readonly externalTime: string | null;
  /** The system's own words: personal, sealed where it is kept. */
  readonly text: string;
  /** Further members of the item, e.g. certificate data: personal. */
  readonly fields: JsonObject;
}

export type Cursor = string;

export interface ResultPackage {
  readonly ref: ExternalRef;
  readonly fields: JsonObject;
  readonly documents: readonly { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }[];
}

export interface CatalogueItem {
  readonly code: string;
  readonly name: string;
}

/**
 * A call made ready without leaving the process: either the reasons why it must not be sent, or the call itself. The engine
 * stores `DeliveryAttemptStarted` between the two, and holds the delivery without an attempt when something is missing.
 */
export type Prepared<T = void> =
  | { readonly kind: 'ready'; readonly send: (context: CallContext) => Promise<Outcome<T>> }
  | { readonly kind: 'held'; readonly reasons: readonly HoldReason[] };

/** A professional system of a ministry (LLTP, civil status, linked legs). Business answers never throw. */
export abstract class ProfessionalSystemPort {
  abstract readonly system: string;
  abstract capabilities(): Capabilities;
  abstract submit(dossier: SubmissionView): Prepared<ExternalRef>;
  /** `accepted` with null = proven absent; everything that is not an answer is an outcome of its own. */
  abstract find(ref: ExternalRef, context: CallContext): Promise<Outcome<ExternalStatus | null>>;
  /** The change list. @param cursor opaque, null at the beginning */
  abstract poll(
    cursor: Cursor | null,
    context: CallContext,
  ): Promise<Outcome<{ readonly items: readonly ExternalStatus[]; readonly next: Cursor }>>;
  /** Only after the items' events are stored; an unacknowledged item comes again. */
  abstract acknowledge(items: readonly ExternalStatus[], context: CallContext): Promise<Outcome>;
  /** `retryable` with `businessRetry` = the result is not ready there. */
  abstract fetchResult(ref: ExternalRef, context: CallContext): Promise<Outcome<ResultPackage>>;
  abstract catalogue(kind: string, context: CallContext): Promise<Outcome<readonly CatalogueItem[]>>;
}

/** The National Public Service Portal. Business answers never throw. */
export abstract class NationalPortalPort {
  abstract readonly system: string;
  /** `auto` inserts, and sends again as an update when the portal says that the code exists. */
  abstract upsertDossier(snapshot: DossierSnapshot, mode: 'insert' | 'update' | 'auto'): Prepared;
  /** At most `maxPerCall` steps, in their order; none is merged. */
  abstract appendProgress(steps: readonly LifecycleStep[]): Prepared;
  /** Status of a dossier that was submitted at the portal itself. */
  abstract reportNationalDossier(report: NationalDossierReport): Prepared;
  /** An error or an answer that proves nothing is an outcome of its own, never `exists: false`. */
  abstract find(dossierCode: string, context: CallContext): Promise<Outcome<PortalFinding>>;
  /** @returns null when the portal knows no account for the number */
  abstract resolveAccount(
    identityNumber: string,
    context: CallContext,
  ): Promise<Outcome<{ readonly techId: string } | null>>;
  abstract catalogue(
    kind: 'procedures' | 'procedure' | 'units' | 'fields' | 'questions',
    key: string | undefined,
    context: CallContext,
  ): Promise<Outcome<readonly JsonObject[]>>;
  abstract readonly maxStepsPerCall: number;
}
