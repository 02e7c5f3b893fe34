import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, recorded, type RecordedProcess } from '@motcua/standalone/parts';
import { type KafkaCluster, startKafka } from '@motcua/testing/kafka';
import type { ProcessFiles } from './process-files.ts';

const LOOK_EVERY_MS = 500;
export const KAFKA = 'kafka';

/** One broker on the cluster's data, started again whenever it dies. */
export class KafkaKeeper {
  private readonly cluster: KafkaCluster;
  private readonly folder: string;
  private readonly files: ProcessFiles;
  private readonly warn: (words: string) => void;
  private readonly looking: NodeJS.Timeout;
  private broker: RecordedProcess;
  private isStopping = false;

  private constructor(cluster: KafkaCluster, folder: string, files: ProcessFiles, warn: (words: string) => void) {
    this.cluster = cluster;
    this.folder = folder;
    this.files = files;
    this.warn = warn;
    this.broker = this.remember();
    this.looking = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** @throws says what to install when Java or Maven is missing */
  static async start(folder: string, files: ProcessFiles, warn: (words: string) => void): Promise<KafkaKeeper> {
    return new KafkaKeeper(await startKafka({ dir: folder }), folder, files, warn);
  }

  get brokers(): string {
    return this.cluster.brokers;
  }

  get pid(): number {
    return this.broker.pid;
  }

  /** kill -9; it is started again by itself. */
  kill(): Promise<void> {
    return this.cluster.killBroker(1);
  }

  /** Resolves when it takes and gives records. */
  ready(): Promise<void> {
    return this.cluster.ready();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.cluster.stop();
    clearInterval(this.looking); // only now: nobody else holds this process back from ending before the broker has
    this.files.remove(KAFKA);
  }

  private look(): void {
    if (this.isStopping || isAlive(this.broker)) return;
    this.warn('kafka ended; it is started again');
    this.cluster.startBroker(1);
    this.broker = this.remember();
  }

  private remember(): RecordedProcess {
    const pid = Number(readFileSync(join(this.folder, '1.pid'), 'utf8'));
    this.files.write(KAFKA, pid);
    return recorded(pid);
  }
}
