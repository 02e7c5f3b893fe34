import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Lets calls through at a steady rate, with a burst of one second's worth. Runs on the process clock: the limits of outside
 * systems are about real time.
 */
export class TokenBucket {
  #next = 0;
  readonly #gapMs: number;
  readonly #burstMs: number;

  constructor(
    ratePerSecond: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.#gapMs = 1000 / ratePerSecond;
    this.#burstMs = Math.max(0, 1000 - this.#gapMs);
  }

  async take(): Promise<void> {
    const waitMs = this.reserve();
    if (waitMs > 0) await sleep(waitMs);
  }

  /** Takes the next place in the queue. @returns how long to wait for it */
  reserve(): number {
    const now = this.nowMs();
    const place = Math.max(this.#next, now - this.#burstMs);
    this.#next = place + this.#gapMs;
    return Math.max(0, place - now);
  }
}
