import { topics } from '@motcua/contracts';
import type { TopicDeclaration } from '@motcua/messaging/kafka';

export interface TopicChoices {
  /** Fixed with the first start; default 12. */
  readonly partitions: string;
  /** Default 3. */
  readonly replicas: string;
  /** How long an event stays; `forever` or a number of days. */
  readonly retention: string;
}

const DAY_MS = 86_400_000;

/** What our topics must be like; the only place that says so. */
export function declaredTopics({ partitions, replicas, retention }: TopicChoices): TopicDeclaration[] {
  const shape = { partitions: Number(partitions), replicas: Number(replicas) };
  // one replica may be away and writing goes on; with fewer than two there is nothing to insist on
  const safety = { 'min.insync.replicas': shape.replicas > 1 ? '2' : '1' };
  const kept = retention === 'forever' ? '-1' : String(Number(retention) * DAY_MS);
  return [
    {
      ...shape,
      name: topics.dossierLifecycle,
      config: { ...safety, 'cleanup.policy': 'delete', 'retention.ms': kept, 'retention.bytes': '-1' },
    },
    { ...shape, name: topics.dossierSnapshot, config: { ...safety, 'cleanup.policy': 'compact' } },
  ];
}
