import { currentContext, randomId, type CallContext } from '@motcua/service-kit';
import { connectorActor } from '../connector-actor.js';

/** Long enough for a ticket, the queue and the call; after it the answer is of no use. */
const patienceMs = 240_000;

/** For calls that only ask: each is a call of its own. @param attempt 1 for the first try */
export function readingCall(
  now: string,
  attempt: number,
  about?: { readonly dossierId: string; readonly dossierCode: string },
): CallContext {
  const { correlationId } = currentContext();
  return {
    idempotencyKey: randomId(),
    correlationId,
    causationId: correlationId,
    actor: connectorActor.subject,
    attempt,
    deadline: new Date(Date.parse(now) + patienceMs).toISOString(),
    ...about,
  };
}
