import { randomUUID } from 'node:crypto';
import type { TopicRecord } from '../publisher.js';
import { kafkaClient } from './kafka-client.js';

/** Everything a partition holds, oldest first, with its offsets' order; waits until it has come to the end that it saw first. */
export async function readPartition(brokers: string, topic: string, partition: number): Promise<TopicRecord[]> {
  const kafka = kafkaClient({ brokers: brokers.split(','), clientId: 'reader' });
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const end = Number(offsets.find((one) => one.partition === partition)!.high);
  if (end === 0) return [];
  const consumer = kafka.consumer({ groupId: `reader-${randomUUID()}`, allowAutoTopicCreation: false });
  const records: TopicRecord[] = [];
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
      const run = consumer.run({
        eachMessage: async ({ partition: from, message }) => {
          if (from !== partition) return;
          const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)] as const);
          const value = message.value?.toString() ?? null;
          records.push({ key: message.key!.toString(), value, headers: Object.fromEntries(headers) });
          if (Number(message.offset) >= end - 1) resolve();
        },
      });
      run.catch(reject);
    });
    return records;
  } finally {
    await consumer.disconnect();
  }
}
