/** One fault of the input. A body fault has a JSON pointer; faults of the query, the path or a header name the parameter. */
export interface FieldFault {
  /** RFC 6901 pointer into the body, `''` = the whole body. */
  readonly pointer?: string;
  /** e.g. `query.limit`, `path.dossierId`, `header.idempotency-key` */
  readonly parameter?: string;
  /** Stable code, e.g. `isInt`, `field.unknown`, `text.nul`. */
  readonly code: string;
  /** Vietnamese, for people; never repeats the value. */
  readonly detail: string;
}

export interface ProblemExtras {
  readonly errors?: readonly FieldFault[];
  /** Codes, numbers and times that explain the refusal; never personal data. */
  readonly reason?: Readonly<Record<string, unknown>>;
  /** The same request may succeed later. */
  readonly retryable?: boolean;
  readonly retryAfterSeconds?: number;
}

/**
 * An answer that is an RFC 9457 problem document: `type` = `/problems/<code>`, `instance` = correlation id.
 *
 * @example throw new Problem(404, 'dossier.not-found', 'Không tìm thấy hồ sơ.')
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    /** Stable dotted code. */
    readonly code: string,
    /** Vietnamese sentence for the person in front of the screen; no personal data. */
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(code);
  }
}

/** The problem document as it travels. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly errors?: readonly FieldFault[];
  readonly reason?: Readonly<Record<string, unknown>>;
  readonly retryable?: boolean;
}
