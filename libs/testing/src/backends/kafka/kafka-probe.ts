import { Kafka, logLevel, type ITopicConfig } from 'kafkajs';

export interface NewTopic {
  /** Default 1. */
  readonly partitions?: number;
  /** Topic configuration by Kafka's names, e.g. `cleanup.policy`. */
  readonly config?: Readonly<Record<string, string>>;
}

const PROBE = 'probe';

function client(brokers: string): Kafka {
  return new Kafka({
    clientId: 'motcua-test',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 50, retries: 5 },
  });
}

function described(name: string, topic: NewTopic): ITopicConfig {
  const configEntries = Object.entries(topic.config ?? {}).map(([key, value]) => ({ name: key, value }));
  return { topic: name, numPartitions: topic.partitions ?? 1, replicationFactor: -1, configEntries };
}

/** Creates the topic with the broker's default replication; one that exists already stays as it is. */
export async function createTopic(brokers: string, name: string, topic: NewTopic = {}): Promise<void> {
  const admin = client(brokers).admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [described(name, topic)], waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
}

/** Resolves when `nodes` brokers are there, and a record was written and read through a group; else rejects, soon. */
export async function answersRecords(brokers: string, nodes: number): Promise<void> {
  const kafka = client(brokers);
  const admin = kafka.admin();
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  // The shortest that a broker allows: it starts with brokers whose limits are a spec's purpose, too.
  const group = { groupId: `probe-${crypto.randomUUID()}`, sessionTimeout: 6_000, heartbeatInterval: 1_000 };
  const consumer = kafka.consumer({ ...group, allowAutoTopicCreation: false });
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    if (cluster.brokers.length < nodes) throw new Error(`${cluster.brokers.length} of ${nodes} brokers are there`);
    await admin.createTopics({ topics: [described(PROBE, {})], waitForLeaders: false });
    await producer.connect();
    await producer.send({ topic: PROBE, acks: -1, messages: [{ value: 'probe' }] });
    await consumer.connect();
    await consumer.subscribe({ topic: PROBE, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
      consumer.run({ eachMessage: async () => resolve() }).catch(reject);
    });
  } finally {
    await Promise.allSettled([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);
  }
}
