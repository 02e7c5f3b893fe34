import { randomUUID } from 'node:crypto';
import type { Outcome } from '@motcua/domain';
import type { Clock } from '../clock.js';
import type { CallGuard, CallRefused } from './call-guard.js';
import { answerOf, type WireAnswer } from './classifier.js';
import type { ExchangeJournal } from './exchange-journal.js';
import type { HttpTransport, WireExchange, WireRequest } from './http-transport.js';
import type { CallContext } from './ports.js';

/** One call as the line makes it. */
export interface LineCall {
  readonly system: string;
  readonly operation: string;
  readonly request: WireRequest;
  /** Path without address and query, for the journal. */
  readonly path: string;
  /** A gateway stands before the system. */
  readonly viaGateway: boolean;
  readonly truncated: readonly string[];
}

export type LineAnswer =
  | { readonly kind: 'answer'; readonly answer: WireAnswer; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'failure'; readonly signal: 'notSent' | 'timeoutAfterSend' | 'connectionLost' }
  | CallRefused;

/** Makes a call under its guard, has it judged, and writes the exchange down before anybody learns the judgement. */
export class WireLine {
  constructor(
    private readonly transport: HttpTransport,
    private readonly guard: CallGuard,
    private readonly journal: ExchangeJournal,
    private readonly clock: Clock,
  ) {}

  /** @throws when the exchange cannot be written down: then nobody knows the outcome, and it is looked up like any lost one */
  async call<T extends { readonly kind: string }>(
    wanted: LineCall,
    context: CallContext,
    judge: (answer: LineAnswer, exchangeId: string) => T,
  ): Promise<T> {
    const exchangeId = randomUUID();
    const startedAt = this.clock.now();
    const exchange = await this.guard.run(() => this.unlessLate(wanted.request, context));
    const judged = judge(answered(exchange), exchangeId);
    await this.journal.record({
      exchangeId,
      system: wanted.system,
      operation: wanted.operation,
      dossierId: context.dossierId ?? null,
      dossierCode: context.dossierCode ?? null,
      attempt: context.attempt,
      startedAt,
      endedAt: this.clock.now(),
      method: wanted.request.method,
      path: wanted.path,
      requestHeaders: wanted.request.headers,
      requestBody: wanted.request.body ?? '',
      ...responseOf(exchange),
      outcome: exchange.kind === 'failure' ? `${judged.kind} (${exchange.detail})` : judged.kind,
      faultSource: faultSourceOf(exchange, judged.kind, wanted.viaGateway),
      truncated: wanted.truncated,
    });
    return judged;
  }

  /** Nobody of this credential goes before the pause is over. */
  pause(ms: number): void {
    this.guard.pause(ms);
  }

  /** After the deadline somebody else may have taken the attempt for lost: it must not go out any more. */
  private async unlessLate(request: WireRequest, context: CallContext): Promise<WireExchange> {
    if (this.clock.now() >= context.deadline) return { kind: 'failure', signal: 'notSent', detail: 'DEADLINE' };
    return this.transport.exchange(request);
  }
}

/** A call that the guard did not let through. */
export function notMade(refused: CallRefused): Extract<Outcome<never>, { readonly kind: 'retryable' }> {
  const { retryAfterMs } = refused;
  return { kind: 'retryable', reason: 'notSent', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function answered(exchange: WireExchange | CallRefused): LineAnswer {
  if (exchange.kind !== 'answer') return exchange;
  return { kind: 'answer', answer: answerOf(exchange.http, exchange.bytes), headers: exchange.headers };
}

function responseOf(exchange: WireExchange | CallRefused): {
  responseStatus: number | null;
  responseHeaders: Readonly<Record<string, string>>;
  responseBody: string;
} {
  if (exchange.kind !== 'answer') return { responseStatus: null, responseHeaders: {}, responseBody: '' };
  const responseBody = Buffer.from(exchange.bytes).toString('utf8').replaceAll('\u0000', '');
  return { responseStatus: exchange.http, responseHeaders: exchange.headers, responseBody };
}

/** A gateway answers with its own codes and pages; what the system behind it says comes through as an answer of its own form. */
function faultSourceOf(
  exchange: WireExchange | CallRefused,
  outcome: string,
  viaGateway: boolean,
): 'gateway' | 'provider' | null {
  if (outcome === 'accepted' || outcome === 'alreadyAccepted') return null;
  if (!viaGateway) return 'provider';
  const byGateway = exchange.kind !== 'answer' || [401, 403, 429, 502, 503, 504].includes(exchange.http);
  return byGateway ? 'gateway' : 'provider';
}
