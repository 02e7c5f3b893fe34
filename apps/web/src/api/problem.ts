/** An answer of our services that is no success: a problem document (RFC 9457), or what stands in for it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    /** HTTP status; 0 = no answer at all */
    readonly status: number,
    /** Stable, e.g. `dossier.not-open-for-supplement`; see docs/reference/rejections.md */
    readonly code: string,
    /** For the person, in Vietnamese. */
    readonly detail: string,
    readonly errors: readonly FieldFault[] = [],
    readonly document: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${status} ${code}`);
  }

  static async of(response: Response): Promise<ProblemError> {
    const text = await response.text();
    return ProblemError.read(response.status, text);
  }

  /** @param body the document as text or parsed */
  static read(status: number, body: unknown): ProblemError {
    const document = typeof body === 'string' ? parsed(body) : ((body ?? {}) as Record<string, unknown>);
    const type = typeof document['type'] === 'string' ? document['type'] : '';
    const code = type.replace(/^.*\/problems\//, '') || 'unknown';
    const detail = typeof document['detail'] === 'string' ? document['detail'] : '';
    return new ProblemError(status, code, detail, (document['errors'] as FieldFault[] | undefined) ?? [], document);
  }
}

export interface FieldFault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code: string;
  readonly detail?: string;
}

/** Trouble that passes by itself: no answer, or one that asks to come back. */
export function worthAnotherTry(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.status === 503 || error.status === 429;
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
