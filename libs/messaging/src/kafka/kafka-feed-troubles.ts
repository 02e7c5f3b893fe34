import { isTrouble } from '../consuming/trouble.js';
import { TopicMissing } from '../publisher.js';

const UNKNOWN_TOPIC = 3;

/** kafkajs says that trying again is of no use: only a new process, with another configuration or build, helps. */
export class ConsumerGaveUp extends Error {
  override readonly name = 'ConsumerGaveUp';
}

/** kafkajs wraps the broker's answer, sometimes more than once. */
export function isUnknownTopic(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === UNKNOWN_TOPIC) return true;
  return isUnknownTopic(error.cause);
}

/** As kafkajs decides whether it may start again. A topic that is not there may be created yet; a store comes back. */
export function isFinal(error: unknown): boolean {
  if (error instanceof TopicMissing || isUnknownTopic(error) || isTrouble(error)) return false;
  if (!(error instanceof Error)) return true;
  if (error.name === 'KafkaJSNumberOfRetriesExceeded') return false;
  const cause = innermost(error);
  return !('retriable' in cause && cause.retriable === true);
}

function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error;
}
