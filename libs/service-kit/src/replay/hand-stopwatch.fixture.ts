import type { HandClock } from '@motcua/testing';
import type { Stopwatch } from './rate-limit.js';

/** The time of a hand-set clock: who waits goes on when a spec has moved it so far. */
export function handStopwatch(clock: HandClock): Stopwatch {
  const now = () => Date.parse(clock.now());
  return {
    now,
    async wait(ms, signal) {
      const until = now() + ms;
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => (now() >= until ? resolve() : undefined);
      const unlisten = clock.onMoved(look);
      signal.addEventListener('abort', () => resolve(), { once: true });
      look();
      if (signal.aborted) resolve();
      await promise;
      unlisten();
    },
  };
}
