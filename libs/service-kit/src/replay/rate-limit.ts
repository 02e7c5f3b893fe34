import { setTimeout as pause } from 'node:timers/promises';

/** The time that a rate is kept by. */
export interface Stopwatch {
  /** Milliseconds that never go back. */
  now(): number;
  /** Comes back early when the signal aborts; never throws. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const ofThisMachine: Stopwatch = {
  now: () => performance.now(),
  wait: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
};

/** Lets at most so many facts pass in a second, evenly; a caller who takes many at once waits for them afterwards. */
export function rateLimit(perSecond: number, signal: AbortSignal, stopwatch = ofThisMachine) {
  let freeAt = stopwatch.now();
  return async (facts: number): Promise<void> => {
    freeAt = Math.max(freeAt, stopwatch.now()) + (facts * 1_000) / perSecond;
    const ms = freeAt - stopwatch.now();
    if (ms > 0) await stopwatch.wait(ms, signal);
  };
}
