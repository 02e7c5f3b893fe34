import { publisherContract } from '../publisher-contract.js';
import { MemoryPublisher, MemoryTopics } from './memory-publisher.js';

publisherContract('memory', async () => {
  const topics = new MemoryTopics();
  let made = 0;
  return {
    publisher: () => new MemoryPublisher(topics),
    async createTopic(partitions) {
      const topic = `t${(made += 1)}`;
      topics.create(topic, partitions);
      return topic;
    },
    missingTopic: () => 'nowhere',
    read: async (topic, partition) => topics.read(topic, partition),
    close: async () => undefined,
  };
});
