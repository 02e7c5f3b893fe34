/** Outside system, e.g. `lltp.g1` or `portal.dvcqg`. */
export type SystemId = string;

/** Key of a raw exchange in the exchange journal. */
export type ExchangeId = string;

/** The ten national status codes (TT 22/2019/TT-BTTTT art. 4). */
export type CanonicalStatus = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

export interface FieldIssue {
  readonly field: string;
  readonly message: string;
}

/**
 * What became of one call to an outside system. Closed: adapters never throw for business answers, and every signal is put
 * into one of these. `message` and `fields` may quote personal data, so they are sealed before they are stored.
 */
export type Outcome<T = void> =
  | { readonly kind: 'accepted'; readonly value: T; readonly externalKey?: string; readonly exchange: ExchangeId }
  /** The effect is already there: success. */
  | {
      readonly kind: 'alreadyAccepted';
      readonly value?: T;
      readonly externalKey?: string;
      readonly exchange: ExchangeId;
    }
  /** A person must correct data or configuration. */
  | {
      readonly kind: 'rejected';
      readonly code?: string;
      readonly message: string;
      readonly fields?: readonly FieldIssue[];
      readonly exchange: ExchangeId;
    }
  /** Illegal or terminal transition there. */
  | { readonly kind: 'conflict'; readonly code?: string; readonly message: string; readonly exchange: ExchangeId }
  | {
      readonly kind: 'retryable';
      readonly reason: RetryReason;
      readonly retryAfterMs?: number;
      readonly exchange?: ExchangeId;
    }
  /** Renew the credentials once, then park the lane. */
  | { readonly kind: 'unauthenticated'; readonly exchange: ExchangeId }
  /** Perhaps it happened: reconcile before any resend. */
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly exchange?: ExchangeId };

export type RetryReason = 'notSent' | 'throttled' | 'gateway' | 'serverError' | 'businessRetry';
export type UnknownReason = 'timeoutAfterSend' | 'connectionLost' | 'unparseable' | 'unclassified';

/** How a system lets itself be looked at and written to. */
export interface Capabilities {
  readonly submit: 'createOnce' | 'upsert' | 'none';
  readonly supplement: boolean;
  readonly withdraw: boolean;
  readonly recallResult: boolean;
  readonly findByDossierCode: boolean;
  readonly status: {
    readonly one: boolean;
    readonly changes: 'byDate' | 'unacknowledged' | 'none';
    readonly acknowledge: boolean;
    readonly push: boolean;
    readonly maxPerCall: number;
  };
  readonly files: {
    readonly out: FileMode;
    readonly in: FileMode;
    readonly maxBytesEach?: number;
    readonly maxBytesTotal?: number;
    readonly mime: readonly string[];
  };
  readonly result: 'none' | 'fields' | 'document';
  readonly expressible: readonly CanonicalStatus[];
}

export type FileMode = 'none' | 'base64' | 'url';

/** The keys under which an outside system knows a dossier. */
export interface ExternalRef {
  readonly system: SystemId;
  readonly dossierCode: string;
  readonly externalKey?: string;
  readonly externalUnit?: string;
  readonly module?: string;
}

/** What a look at the other side (`find`) said about an attempt whose outcome is unknown. */
export type Finding =
  | { readonly kind: 'present'; readonly externalKey?: string; readonly exchange: ExchangeId }
  | { readonly kind: 'absent'; readonly exchange: ExchangeId }
  /** The look itself failed; `retryable` when a later look may succeed. */
  | { readonly kind: 'failed'; readonly retryable: boolean; readonly exchange?: ExchangeId };
