import { replayTopic, topics } from '@motcua/contracts';
import type { TopicDeclaration } from './topics.js';

export interface TopicsShape {
  /** Fixed for ever with the first start. */
  readonly partitions: number;
  /** On how many brokers each record stands. */
  readonly replicas: number;
  /** How long an event stays; days, or for ever. */
  readonly retention: number | 'forever';
  /** Subscriber for whom there is to be a topic for redeliveries. */
  readonly replayFor?: string;
}

const DAY_MS = 86_400_000;

/** What our topics must be like; the only place that says so. */
export function declaredTopics({ partitions, replicas, retention, replayFor }: TopicsShape): TopicDeclaration[] {
  const shape = { partitions, replicas };
  // one replica may be away and writing goes on; with fewer than two there is nothing to insist on
  const safety = { 'min.insync.replicas': replicas > 1 ? '2' : '1' };
  const kept = retention === 'forever' ? '-1' : String(retention * DAY_MS);
  const events = { ...safety, 'cleanup.policy': 'delete', 'retention.ms': kept, 'retention.bytes': '-1' };
  const lifecycle = topics.dossierLifecycle;
  return [
    { ...shape, name: lifecycle, config: events },
    { ...shape, name: topics.dossierSnapshot, config: { ...safety, 'cleanup.policy': 'compact' } },
    ...(replayFor === undefined ? [] : [{ ...shape, name: replayTopic(lifecycle, replayFor), config: events }]),
  ];
}
