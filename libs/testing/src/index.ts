export { HandClock } from './clock.js';
export { startPostgres } from './backends/postgres-server.js';
export type { PostgresServer, PostgresServerOptions } from './backends/postgres-server.js';
export { testDatabase } from './backends/test-database.js';
export type { TestDatabase, TestMigration } from './backends/test-database.js';
export { startKafka } from './backends/kafka/kafka-cluster.js';
export type { KafkaCluster, KafkaClusterOptions } from './backends/kafka/kafka-cluster.js';
export { testKafka } from './backends/kafka/test-kafka.js';
export type { TestKafka } from './backends/kafka/test-kafka.js';
export { startKurrentDbStandin } from './kurrentdb-standin/kurrentdb-standin.js';
export type { KurrentDbStandin, KurrentDbStandinOptions } from './kurrentdb-standin/kurrentdb-standin.js';
export { startKurrentDbStandinProcess } from './kurrentdb-standin/standin-process.js';
export type { KurrentDbStandinProcess } from './kurrentdb-standin/standin-process.js';
export { assertPublishable } from './publishable.js';
export type { WrittenRecord } from './publishable.js';
export { realKurrentDb } from './backends/kurrentdb.js';
export type { RealKurrentDb } from './backends/kurrentdb.js';
export { historyOf, specify } from './specify.js';
export type { Given, Specified } from './specify.js';
export { startSource } from './backends/source-process.js';
export type { SourceProcess } from './backends/source-process.js';
export { catalogueData, procedureVersion, testCatalogue } from './builders/catalogue-data.js';
export {
  MONDAY,
  acceptDossier,
  forwardStep,
  receiveAtCounter,
  returnResult,
  signResult,
  submissionPersonal,
  submitDossier,
  submittedComponent,
} from './builders/dossier-commands.js';
export { dossierCommands } from './builders/dossier-command-examples.js';
export { dossierFacts } from './builders/dossier-facts.js';
export type { DossierFactOf } from './builders/dossier-facts.js';
export { sampleDossiers } from './builders/sample-dossiers.js';
export { sampleStories } from './builders/sample-stories.js';
export type { SampleComponent, SampleDossier, SampleFile, SampleStep, SampleStory } from './builders/sample-stories.js';
