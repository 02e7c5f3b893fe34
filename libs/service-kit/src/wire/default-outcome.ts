import type { RetryReason, UnknownReason } from '@motcua/domain';
import type { WireAnswer } from './classifier.js';
import type { OperationProfile } from './wire-profile.js';

export type Signal = 'notSent' | 'timeoutAfterSend' | 'connectionLost';

/** What a signal means when no rule of the profile knows better. */
export type Verdict =
  | { readonly kind: 'retryable'; readonly reason: RetryReason }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'rejected' };

type Class = OperationProfile['class'];

/** Reads change nothing and upserts may be repeated; whatever else may have happened must be looked up before it is sent again. */
function repeatable(operationClass: Class): boolean {
  return operationClass === 'read' || operationClass === 'upsert';
}

export function verdictOnSignal(signal: Signal, operationClass: Class): Verdict {
  if (signal === 'notSent') return { kind: 'retryable', reason: 'notSent' };
  return repeatable(operationClass) ? { kind: 'retryable', reason: 'gateway' } : { kind: 'unknown', reason: signal };
}

/** Answers that mean the same for every operation: nothing was done. */
const plainVerdicts: Readonly<Record<number, Verdict>> = {
  401: { kind: 'unauthenticated' },
  403: { kind: 'rejected' },
  429: { kind: 'retryable', reason: 'throttled' },
  503: { kind: 'retryable', reason: 'throttled' },
};

/** An answer that only `otherwise` matched. */
export function verdictOnAnswer({ http, body }: WireAnswer, operationClass: Class): Verdict {
  const plain = plainVerdicts[http];
  if (plain !== undefined) return plain;
  const broken = [500, 502, 504].includes(http) || body.kind === 'html' || body.kind === 'broken';
  return broken && repeatable(operationClass) ? { kind: 'retryable', reason: reasonOf(http) } : lost(body.kind);
}

function reasonOf(http: number): RetryReason {
  return http === 500 ? 'serverError' : 'gateway';
}

function lost(kind: WireAnswer['body']['kind']): Verdict {
  return { kind: 'unknown', reason: kind === 'json' || kind === 'text' ? 'unclassified' : 'unparseable' };
}
