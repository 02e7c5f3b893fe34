import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startKafka } from './kafka-cluster.js';

interface Broker {
  readonly brokers: string;
  stop(): Promise<unknown>;
}

async function inDocker(): Promise<Broker> {
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const container = await new KafkaContainer('confluentinc/cp-kafka:8.1.0').withKraft().start();
  return {
    brokers: `${container.getHost()}:${container.getMappedPort(9093)}`,
    stop: () => container.stop(),
  };
}

/** A door that starts the run's broker for the first who knocks, and tells everyone its address: other runs do not pay for it. */
export class KafkaOnDemand {
  private broker: Promise<Broker> | undefined;
  private server: Server | undefined;

  /** @returns the door's address */
  async open(): Promise<string> {
    const server = createServer((_request, response) => {
      this.start().then(
        ({ brokers }) => response.end(brokers),
        (error: unknown) => response.writeHead(503).end(error instanceof Error ? error.message : String(error)),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    this.server = server;
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    await this.broker?.then(
      (broker) => broker.stop(),
      () => undefined, // whoever asked for it was told
    );
  }

  private start(): Promise<Broker> {
    this.broker ??= process.env['MOTCUA_TEST_INFRA'] === 'docker' ? inDocker() : startKafka();
    return this.broker;
  }
}
