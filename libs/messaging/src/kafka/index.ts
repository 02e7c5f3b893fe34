export { kafkaClient } from './kafka-client.js';
export type { KafkaClientOptions } from './kafka-client.js';
export { KafkaPublisher } from './kafka-publisher.js';
export type { KafkaPublisherOptions } from './kafka-publisher.js';
export { partitionOf } from './partition-of.js';
