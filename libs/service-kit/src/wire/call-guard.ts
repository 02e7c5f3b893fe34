import {
  BrokenCircuitError,
  BulkheadRejectedError,
  ConsecutiveBreaker,
  bulkhead,
  circuitBreaker,
  handleWhenResult,
  wrap,
  type IPolicy,
} from 'cockatiel';
import type { WireExchange } from './http-transport.js';
import { TokenBucket } from './token-bucket.js';

const failuresBeforeOpen = 5;
const openForMs = 60_000;
const maxWaiting = 10_000;

/** The call was not made: the system failed too often just now, or asked for a pause. */
export interface CallRefused {
  readonly kind: 'refused';
  /** How long the system asked to be left alone; absent when the breaker or the queue refused: then the lane's schedule counts. */
  readonly retryAfterMs?: number;
}

/**
 * What stands before every call of one system with one credential: rate, concurrency, and a circuit breaker that opens after five
 * failures in a row, for a minute, then lets one call try.
 */
export class CallGuard {
  readonly #bucket: TokenBucket;
  readonly #policy: IPolicy;

  constructor(limits: { readonly ratePerSecond: number; readonly concurrency: number }) {
    this.#bucket = new TokenBucket(limits.ratePerSecond);
    const breaker = circuitBreaker(
      handleWhenResult((result) => isFailure(result as WireExchange)),
      { halfOpenAfter: openForMs, breaker: new ConsecutiveBreaker(failuresBeforeOpen) },
    );
    this.#policy = wrap(bulkhead(limits.concurrency, maxWaiting), breaker);
  }

  async run(call: () => Promise<WireExchange>): Promise<WireExchange | CallRefused> {
    const pausedForMs = this.#bucket.pausedForMs();
    if (pausedForMs > 0) return { kind: 'refused', retryAfterMs: Math.ceil(pausedForMs) };
    try {
      return await this.#policy.execute(async () => {
        await this.#bucket.take();
        return call();
      });
    } catch (error) {
      if (error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError) return { kind: 'refused' };
      throw error;
    }
  }

  pause(ms: number): void {
    this.#bucket.pause(ms);
  }
}

function isFailure(exchange: WireExchange): boolean {
  return exchange.kind === 'failure' || exchange.http >= 500;
}
