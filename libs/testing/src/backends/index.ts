export { startPostgres } from './postgres-server.js';
export type { PostgresServer, PostgresServerOptions } from './postgres-server.js';
export { startKafka } from './kafka/kafka-cluster.js';
export type { KafkaCluster, KafkaClusterOptions } from './kafka/kafka-cluster.js';
