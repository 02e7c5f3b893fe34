import type { EventPublisher } from '@motcua/messaging';
import type { Pool } from 'pg';

/** Somebody changed the number of a topic's partitions: from then on one dossier's records would stand in two of them. */
export class PartitionsChanged extends Error {
  override readonly name = 'PartitionsChanged';

  constructor(
    readonly topic: string,
    readonly before: number,
    readonly now: number,
  ) {
    super(`topic ${topic} had ${before} partitions and has ${now}: create it anew, as it was`);
  }
}

/**
 * How many partitions the topic has, which must be as many as on the first day.
 *
 * @throws {TopicMissing}
 * @throws {PublishFailed} the broker does not answer
 * @throws {PartitionsChanged}
 */
export async function partitionsOf(publisher: EventPublisher, pool: Pool, topic: string): Promise<number> {
  const now = await publisher.partitions(topic);
  await pool.query('insert into relay.topics (topic, partitions) values ($1, $2) on conflict do nothing', [topic, now]);
  const { rows } = await pool.query<{ partitions: number }>('select partitions from relay.topics where topic = $1', [
    topic,
  ]);
  const before = rows[0]?.partitions ?? now;
  if (before !== now) throw new PartitionsChanged(topic, before, now);
  return now;
}
