import { createRequire } from 'node:module';

/** What we know of kafkajs' queue of one connection's requests. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

const load = createRequire(import.meta.url);
const done = new WeakSet<RequestQueue>();

/**
 * kafkajs 2.2.4 looks at the requests that wait on a connection every millisecond for ever, even when none waits, and asks for
 * timers of negative length (tulios/kafkajs #1751, #1704): 2 to 6 % of a processor for nothing, and a warning of Node at every
 * start. It need only look again while a request waits or the broker has asked for a pause. Done once per process, however
 * often it is called.
 */
export function stopIdleTimer(): void {
  const queue = (load('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }).prototype;
  if (done.has(queue)) return;
  done.add(queue);
  const schedule = queue.scheduleCheckPendingRequests;
  queue.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
}
