import { applyTopics, brokerCount, checkTopics, declaredTopics } from '@motcua/messaging/kafka';
import { type KitConfig, kafkaAccess } from '@motcua/service-kit';

/** As many as `motcua topics apply` makes by default. */
const PARTITIONS = 12;
const MOST_REPLICAS = 3;

/**
 * Makes the topics of a cluster that has none of ours, as `motcua topics apply` would, and says so; those that are there stay as
 * somebody wanted them.
 *
 * @throws {KafkaUnreachable}
 * @throws {ConfigInvalid}
 */
export async function makeMissingTopics(config: KitConfig, tell: (sentence: string) => void): Promise<void> {
  const access = kafkaAccess(config, 'motcua-standalone');
  const replicas = Math.min(MOST_REPLICAS, await brokerCount(access));
  const declared = declaredTopics({ partitions: PARTITIONS, replicas, retention: 'forever' });
  const absent = (await checkTopics(access, declared)).filter(({ what }) => what === 'topic');
  const missing = declared.filter(({ name }) => absent.some(({ topic }) => topic === name));
  if (missing.length === 0) return;
  await applyTopics(access, missing);
  const names = missing.map(({ name }) => name).join(' and ');
  tell(`Kafka had no topic ${names}: made, with ${PARTITIONS} partitions and ${replicas} replica(s) each`);
}
