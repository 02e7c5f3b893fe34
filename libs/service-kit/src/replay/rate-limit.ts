import { setTimeout as pause } from 'node:timers/promises';

/**
 * Lets at most so many facts pass in a second, evenly; a caller who takes many at once waits for them afterwards.
 *
 * @param now monotonic milliseconds
 */
export function rateLimit(perSecond: number, signal: AbortSignal, now: () => number = () => performance.now()) {
  let freeAt = now();
  return async (facts: number): Promise<void> => {
    freeAt = Math.max(freeAt, now()) + (facts * 1_000) / perSecond;
    const wait = freeAt - now();
    if (wait > 0) await pause(wait, undefined, { signal }).catch(() => undefined);
  };
}
