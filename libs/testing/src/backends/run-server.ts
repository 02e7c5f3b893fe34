import { KafkaOnDemand } from './kafka/kafka-on-demand.js';
import { KAFKA_DOOR } from './kafka/test-kafka.js';
import { SERVER_VARIABLE } from './test-database.js';
import { startPostgres } from './postgres-server.js';

let stop: (() => Promise<void>) | undefined;
const kafka = new KafkaOnDemand();

async function inDocker(): Promise<string> {
  const { GenericContainer } = await import('testcontainers');
  const password = 'test';
  const container = await new GenericContainer('postgres:18-alpine')
    .withEnvironment({ POSTGRES_USER: 'motcua_owner', POSTGRES_PASSWORD: password, POSTGRES_DB: 'postgres' })
    .withExposedPorts(5432)
    .start();
  stop = async () => void (await container.stop());
  return `postgres://motcua_owner:${password}@${container.getHost()}:${container.getMappedPort(5432)}/postgres`;
}

async function asProcess(): Promise<string> {
  const server = await startPostgres();
  stop = () => server.stop();
  return server.ownerUrl;
}

/**
 * Once per run of the `int` project: the address in the environment, else Docker if MOTCUA_TEST_INFRA=docker, else a local
 * process. The address is handed to the specs in the environment. Kafka only gets its door: it starts when a spec asks.
 */
export async function startBackends(): Promise<void> {
  if (process.env['MOTCUA_KAFKA_BROKERS'] === undefined) process.env[KAFKA_DOOR] = await kafka.open();
  if (process.env['MOTCUA_POSTGRES_URL'] !== undefined) return;
  process.env[SERVER_VARIABLE] = process.env['MOTCUA_TEST_INFRA'] === 'docker' ? await inDocker() : await asProcess();
}

export async function stopBackends(): Promise<void> {
  await Promise.all([kafka.close(), stop?.()]);
  stop = undefined;
}
