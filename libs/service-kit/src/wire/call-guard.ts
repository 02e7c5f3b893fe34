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

/** The call was not made: the system failed too often just now. */
export interface CallRefused {
  readonly kind: 'refused';
  readonly retryAfterMs: number;
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
    try {
      return await this.#policy.execute(async () => {
        await this.#bucket.take();
        return call();
      });
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { kind: 'refused', retryAfterMs: openForMs };
      if (error instanceof BulkheadRejectedError) return { kind: 'refused', retryAfterMs: 1_000 };
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
