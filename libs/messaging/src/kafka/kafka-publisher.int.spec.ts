import { jest } from '@jest/globals';
import { testKafka } from '@motcua/testing';
import type { EventPublisher } from '../publisher.js';
import { publisherContract } from '../publisher-contract.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { readPartition } from './kafka-publisher-reader.fixture.js';

jest.setTimeout(120_000);

publisherContract('Apache Kafka', async () => {
  const kafka = await testKafka();
  const made: EventPublisher[] = [];
  return {
    publisher() {
      const publisher = new KafkaPublisher({ brokers: kafka.brokers.split(','), clientId: 'spec' });
      made.push(publisher);
      return publisher;
    },
    createTopic: (partitions) => kafka.topic({ partitions }),
    missingTopic: () => kafka.unique('missing'),
    read: (topic, partition) => readPartition(kafka.brokers, topic, partition),
    close: async () => void (await Promise.all(made.map((publisher) => publisher.close()))),
  };
});
