import { AsyncLocalStorage } from 'node:async_hooks';

import { randomId } from '../ids/uuid.js';

/** What belongs to one piece of work from its entry (request, fact, timer) to its last effect. */
export interface RequestContext {
  /** 1..64 characters of `A-Za-z0-9._-`. */
  readonly correlationId: string;
  /** W3C trace context, when the caller sent one. */
  readonly traceparent?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that everything it starts carries `context`: handlers of facts wrap each delivery in its correlation id. */
export function withContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the running work; a new correlation id outside of any. */
export function currentContext(): RequestContext {
  return storage.getStore() ?? { correlationId: randomId() };
}

/** For logs: no id is made up for lines that belong to no request. */
export function currentContextIfAny(): RequestContext | undefined {
  return storage.getStore();
}

/** For hooks of the HTTP server, which cannot wrap what follows in a function. */
export function enterContext(context: RequestContext): void {
  storage.enterWith(context);
}
