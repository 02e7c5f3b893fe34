import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { kafkaClient, type KafkaClientOptions } from './kafka-client.js';

/** What a topic must be like. */
export interface TopicDeclaration {
  readonly name: string;
  /** Fixed for ever: the key decides the partition. */
  readonly partitions: number;
  readonly replicas: number;
  /** By Kafka's names, values as Kafka writes them, e.g. `min.insync.replicas`. */
  readonly config: Readonly<Record<string, string>>;
}

export interface TopicDifference {
  readonly topic: string;
  /** `topic`, `partitions`, `replicas`, or the name of a setting. */
  readonly what: string;
  readonly declared: string;
  /** `-` where there is nothing. */
  readonly found: string;
}

/** The cluster does not answer, or refuses us. */
export class KafkaUnreachable extends Error {
  override readonly name = 'KafkaUnreachable';
}

const UNKNOWN_TOPIC = 3;
const LOOK_EVERY_MS = 100;
const MOST_LOOKS = 300;
const { ConfigResourceTypes } = kafkajs; // Node itself sees no such name in the CommonJS package

/**
 * Every difference between what is declared and what is there; empty when all is well.
 *
 * @throws {KafkaUnreachable}
 */
export function checkTopics(
  access: KafkaClientOptions,
  declared: readonly TopicDeclaration[],
): Promise<TopicDifference[]> {
  return administer(access, (admin) => differences(admin, declared));
}

/**
 * Creates what is missing and sets what is set otherwise; never deletes, and never touches partitions or replicas of a topic that
 * is there.
 *
 * @returns the differences it has removed, and those it leaves to people
 * @throws {KafkaUnreachable}
 */
export function applyTopics(
  access: KafkaClientOptions,
  declared: readonly TopicDeclaration[],
): Promise<{ done: TopicDifference[]; left: TopicDifference[] }> {
  return administer(access, async (admin) => {
    const before = await differences(admin, declared);
    const missing = declared.filter(({ name }) => before.some(({ topic, what }) => topic === name && what === 'topic'));
    if (missing.length > 0) await create(admin, missing);
    for (const topic of declared.filter((one) => !missing.includes(one) && hasOtherSettings(one, before)))
      await configure(admin, topic);
    const left = await differences(admin, declared);
    const same = (one: TopicDifference) => (other: TopicDifference) =>
      one.topic === other.topic && one.what === other.what;
    return { done: before.filter((one) => !left.some(same(one))), left };
  });
}

/** How many brokers the cluster has now. @throws {KafkaUnreachable} */
export function brokerCount(access: KafkaClientOptions): Promise<number> {
  return administer(access, async (admin) => (await admin.describeCluster()).brokers.length);
}

/** The broker that is asked may hear of a new topic some moments later than the one that made it; the client waits for leaders only. */
async function create(admin: Admin, missing: readonly TopicDeclaration[]): Promise<void> {
  await admin.createTopics({ topics: missing.map(described), waitForLeaders: false });
  for (const topic of missing)
    for (let looks = MOST_LOOKS; looks > 0 && !(await isThere(admin, topic)); looks -= 1) await pause(LOOK_EVERY_MS);
}

async function isThere(admin: Admin, topic: TopicDeclaration): Promise<boolean> {
  try {
    return !(await differencesOf(admin, topic)).some(({ what }) => what === 'topic');
  } catch (error) {
    if ((error as { code?: unknown }).code === UNKNOWN_TOPIC) return false;
    throw error;
  }
}

function hasOtherSettings({ name, config }: TopicDeclaration, found: readonly TopicDifference[]): boolean {
  return found.some(({ topic, what }) => topic === name && what in config);
}

async function administer<T>(access: KafkaClientOptions, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafkaClient(access).admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (error) {
    throw new KafkaUnreachable(`Kafka at ${access.brokers.join(', ')} does not answer: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

function described({ name, partitions, replicas, config }: TopicDeclaration): ITopicConfig {
  const configEntries = Object.entries(config).map(([key, value]) => ({ name: key, value }));
  return { topic: name, numPartitions: partitions, replicationFactor: replicas, configEntries };
}

async function differences(admin: Admin, declared: readonly TopicDeclaration[]): Promise<TopicDifference[]> {
  return (await Promise.all(declared.map((topic) => differencesOf(admin, topic)))).flat();
}

async function differencesOf(admin: Admin, topic: TopicDeclaration): Promise<TopicDifference[]> {
  const { name } = topic;
  const partitions = await partitionsOf(admin, name);
  if (partitions === undefined) return [{ topic: name, what: 'topic', declared: 'there', found: '-' }];
  const replicas = [...new Set(partitions.map((one) => one.replicas.length))];
  const settings = await settingsOf(admin, topic);
  const compared: [string, string, string][] = [
    ['partitions', String(topic.partitions), String(partitions.length)],
    ['replicas', String(topic.replicas), replicas.join(', ')],
    ...Object.entries(topic.config).map(([key, value]): [string, string, string] => [
      key,
      value,
      settings.get(key) ?? '-',
    ]),
  ];
  return compared
    .filter(([, wanted, found]) => wanted !== found)
    .map(([what, wanted, found]) => ({ topic: name, what, declared: wanted, found }));
}

async function partitionsOf(admin: Admin, topic: string) {
  try {
    return (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]!.partitions;
  } catch (error) {
    if ((error as { code?: unknown }).code === UNKNOWN_TOPIC) return undefined;
    throw error;
  }
}

async function settingsOf(admin: Admin, { name }: TopicDeclaration): Promise<Map<string, string>> {
  return new Map((await describe(admin, name)).map(({ configName, configValue }) => [configName, configValue]));
}

async function describe(admin: Admin, name: string) {
  const { resources } = await admin.describeConfigs({
    resources: [{ type: ConfigResourceTypes.TOPIC, name }],
    includeSynonyms: false,
  });
  return resources[0]!.configEntries;
}

/** Kafka takes the whole set of a topic's own settings at once, so those that we do not declare are handed back as they are. */
async function configure(admin: Admin, { name, config }: TopicDeclaration): Promise<void> {
  const kept = (await describe(admin, name))
    .filter(({ configSource, configName }) => Number(configSource) === OF_THE_TOPIC && !(configName in config))
    .map(({ configName, configValue }) => ({ name: configName, value: configValue }));
  const set = Object.entries(config).map(([key, value]) => ({ name: key, value }));
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name, configEntries: [...kept, ...set] }],
  });
}

/** Kafka's number for a setting that was made at the topic itself, and not inherited. */
const OF_THE_TOPIC = 1;
