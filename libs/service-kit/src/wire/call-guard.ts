import { BulkheadRejectedError, bulkhead, type BulkheadPolicy } from 'cockatiel';
import type { Clock } from '../clock.js';
import { Breaker } from './breaker.js';
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
 * What stands before every call of one system with one credential: rate, concurrency, and a breaker that opens after five failures
 * in a row, for a minute, then lets one call try. The rate counts real time, because it spares the system's machines; pauses count
 * business time, in which the system comes back.
 */
export class CallGuard {
  readonly #bucket: TokenBucket;
  readonly #bulkhead: BulkheadPolicy;
  readonly #breaker: Breaker;
  #pausedUntil = 0;

  constructor(
    limits: { readonly ratePerSecond: number; readonly concurrency: number },
    private readonly clock: Clock,
  ) {
    this.#bucket = new TokenBucket(limits.ratePerSecond);
    this.#bulkhead = bulkhead(limits.concurrency, maxWaiting);
    this.#breaker = new Breaker(failuresBeforeOpen, openForMs, () => this.nowMs());
  }

  async run(call: () => Promise<WireExchange>): Promise<WireExchange | CallRefused> {
    const pausedForMs = this.#pausedUntil - this.nowMs();
    if (pausedForMs > 0) return { kind: 'refused', retryAfterMs: Math.ceil(pausedForMs) };
    try {
      return await this.#bulkhead.execute(() => this.unlessBroken(call));
    } catch (error) {
      if (error instanceof BulkheadRejectedError) return { kind: 'refused' };
      throw error;
    }
  }

  /** The system asked for a pause (Retry-After): nobody goes before it is over. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.nowMs() + ms);
  }

  private async unlessBroken(call: () => Promise<WireExchange>): Promise<WireExchange | CallRefused> {
    if (!this.#breaker.lets()) return { kind: 'refused' };
    let went: 'well' | 'wrong' | 'nowhere' = 'nowhere';
    try {
      await this.#bucket.take();
      const exchange = await call();
      went = isFailure(exchange) ? 'wrong' : 'well';
      return exchange;
    } finally {
      this.#breaker.settle(went);
    }
  }

  private nowMs(): number {
    return Date.parse(this.clock.now());
  }
}

function isFailure(exchange: WireExchange): boolean {
  return exchange.kind === 'failure' || exchange.http >= 500;
}
