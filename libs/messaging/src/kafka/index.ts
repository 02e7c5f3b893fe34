export { kafkaClient } from './kafka-client.js';
export type { KafkaClientOptions } from './kafka-client.js';
export { KafkaPublisher } from './kafka-publisher.js';
export type { KafkaPublisherOptions } from './kafka-publisher.js';
export { partitionOf } from './partition-of.js';
export { KafkaFeed } from './kafka-feed.js';
export type { KafkaFeedOptions } from './kafka-feed.js';
export { ConsumerGaveUp } from './kafka-feed-member.js';
export { HoleNotFilled } from './kafka-feed-history.js';
