import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../free-port.js';
import { guardAgainstOrphans } from '../processes.js';
import { BrokerProcess } from './broker-process.js';
import { kafkaClassPath, kafkaVersion } from './kafka-jars.js';
import { answersRecords, createTopic, type NewTopic } from './kafka-probe.js';

/** Real Apache Kafka of one test: its brokers may be killed, paused and started again. */
export interface KafkaCluster {
  /** `host:port` of every broker, with commas. */
  readonly brokers: string;
  /** Version of Apache Kafka, e.g. `4.3.1`. */
  readonly version: string;
  createTopic(name: string, topic?: NewTopic): Promise<void>;
  /** SIGKILL; ids count from 1. Resolves when the process is gone. */
  killBroker(id: number): Promise<void>;
  /** Starts a killed broker on its data and port; resolves when the process is there, not when it has caught up. */
  startBroker(id: number): void;
  /** SIGSTOP: connections stay open and nothing answers. */
  pauseBroker(id: number): Promise<void>;
  resumeBroker(id: number): Promise<void>;
  /** Resolves when every broker is there and takes and gives records. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export interface KafkaClusterOptions {
  /** 1 (the default), or 3 for leader changes: then topics have three replicas, two of them in sync for a write. */
  readonly nodes?: 1 | 3;
  /**
   * Where the data are kept; made when missing, used as it is when a cluster was there before. Each broker's process id stands in
   * `<id>.pid`. Nobody ends its brokers for a run that was killed. Default: a fresh folder, removed by `stop`.
   */
  readonly dir?: string;
  /** More `server.properties`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const READY_TIMEOUT_MS = 120_000; // three JVMs on a busy machine

function properties(id: number, ports: readonly [number, number][], dir: string): Record<string, string> {
  const [port, controllerPort] = ports[id - 1]!;
  const replicas = String(ports.length);
  return {
    'process.roles': 'broker,controller',
    'node.id': String(id),
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'controller.quorum.voters': ports.map(([, at], index) => `${index + 1}@127.0.0.1:${at}`).join(','),
    'log.dirs': join(dir, String(id)),
    'auto.create.topics.enable': 'false',
    'group.initial.rebalance.delay.ms': '0',
    'default.replication.factor': replicas,
    'min.insync.replicas': ports.length === 1 ? '1' : '2',
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': '1',
    // a killed leader is replaced after this; the broker's own 9 s only make tests longer
    'broker.session.timeout.ms': '5000',
  };
}

async function planned(options: KafkaClusterOptions): Promise<{ dir: string; brokers: BrokerProcess[] }> {
  const classPath = kafkaClassPath();
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'motcua-kafka-')));
  await mkdir(dir, { recursive: true });
  const ports: [number, number][] = [];
  for (let id = 1; id <= (options.nodes ?? 1); id += 1) ports.push([await freePort(), await freePort()]);
  const brokers = ports.map(([port, controllerPort], index) => {
    const id = index + 1;
    const settings = { ...properties(id, ports, dir), ...options.settings };
    return new BrokerProcess({ id, port, controllerPort, dir, classPath, properties: settings });
  });
  return { dir, brokers };
}

/**
 * Starts Apache Kafka (KRaft, no ZooKeeper) on loopback from the jars of Maven Central, always as processes of this machine,
 * because it is there to be killed. For a broker that is only to be used take `testKafka()`.
 *
 * @throws {Error} says what to install when Java or Maven is missing
 */
export async function startKafka(options: KafkaClusterOptions = {}): Promise<KafkaCluster> {
  const { dir, brokers } = await planned(options);
  const callOff = options.dir === undefined ? guardAgainstOrphans(dir, 'KILL') : () => undefined;
  const address = brokers.map(({ plan }) => `127.0.0.1:${plan.port}`).join(',');
  const broker = (id: number): BrokerProcess => {
    const found = brokers[id - 1];
    if (found === undefined) throw new Error(`this cluster has no broker ${id}`);
    return found;
  };
  const stop = async () => {
    await Promise.all(brokers.map((one) => one.signal('SIGKILL')));
    callOff();
    if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
  };
  const ready = () => untilReady(address, brokers);
  try {
    const clusterId = `K${randomBytes(16).toString('base64url').slice(1)}`; // Kafka's tools take a leading hyphen for an option
    for (const one of brokers) one.format(clusterId);
    for (const one of brokers) one.start();
    await ready();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: address,
    version: kafkaVersion(),
    createTopic: (name, topic) => createTopic(address, name, topic),
    killBroker: (id) => broker(id).signal('SIGKILL'),
    startBroker: (id) => broker(id).start(),
    pauseBroker: (id) => broker(id).signal('SIGSTOP'),
    resumeBroker: (id) => broker(id).signal('SIGCONT'),
    ready,
    stop,
  };
}

async function untilReady(address: string, brokers: readonly BrokerProcess[]): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const ended = brokers.find((one) => !one.isRunning());
    if (ended) throw new Error(`Kafka broker ${ended.plan.id} ended while starting: ${ended.output()}`);
    const trouble = await answersRecords(address, brokers.length).then(
      () => undefined,
      (error: Error) => error,
    );
    if (trouble === undefined) return;
    if (Date.now() > deadline) throw new Error('Kafka was not ready in time', { cause: trouble });
    await pause(200);
  }
}
