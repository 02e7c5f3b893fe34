import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@motcua/contracts';
import { relayMigrations } from '@motcua/relay';
import { migrate } from '@motcua/service-kit';
import { type KafkaCluster, startKafka } from '@motcua/testing/backends';
import { asOwner, count } from './database.ts';
import type { ConsumerOrder, KafkaOrder, RelayOrder, ReplayOrder } from './kafka-order.ts';
import { KafkaProcess } from './kafka-process.ts';
import { until, type World } from './world.ts';

const PARTITIONS = 6;
const SETTLE_MS = 1_000;
const MOST_TRIES = 10;

type Own<Order> = Omit<Order, 'kind' | Given>;
type Given = 'brokers' | 'databaseUrl';
type Ungiven<Order> = Order extends unknown ? Omit<Order, Given> : never;

/** Real brokers with the product's topics, and processes that fill and read them. */
export class KafkaScene {
  readonly cluster: KafkaCluster;
  private readonly world: World;

  private constructor(cluster: KafkaCluster, world: World) {
    this.cluster = cluster;
    this.world = world;
  }

  static async open(world: World, nodes: 1 | 3): Promise<KafkaScene> {
    await migrate(world.database.ownerUrl, relayMigrations);
    const cluster = await startKafka({ nodes });
    world.cleanUp(() => cluster.stop());
    world.kafkaBrokers = cluster.brokers;
    const scene = new KafkaScene(cluster, world);
    for (const topic of [topics.dossierLifecycle, topics.dossierSnapshot]) await scene.topic(topic);
    return scene;
  }

  /** @param databaseUrl of another installation than the world's */
  relay(order: Own<RelayOrder>, databaseUrl?: string): Promise<KafkaProcess> {
    return this.start({ kind: 'relay', ...order }, databaseUrl);
  }

  /** @param databaseUrl of another installation than the world's */
  consumer(order: Own<ConsumerOrder>, databaseUrl?: string): Promise<KafkaProcess> {
    return this.start({ kind: 'consumer', ...order }, databaseUrl);
  }

  /** The whole relay of an installation. */
  replay(order: Omit<Own<ReplayOrder>, 'dataFolder' | 'keyFile'>): Promise<KafkaProcess> {
    const { folder } = this.world;
    const files = { dataFolder: join(folder, 'data'), keyFile: join(folder, 'keys', 'keys.json') };
    return this.start({ kind: 'replay', ...files, ...order });
  }

  async topic(name: string): Promise<void> {
    // brokers of a busy machine may not know yet what the controller has made a moment ago
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.cluster.createTopic(name, { partitions: PARTITIONS });
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
        await pause(SETTLE_MS);
      }
    }
  }

  /** What the consumers write; before the first of them. */
  async projection(): Promise<void> {
    await asOwner(this.world.database.ownerUrl, [
      'CREATE SCHEMA chaos',
      `CREATE TABLE chaos.handled (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, dossier_id uuid NOT NULL, version int NOT NULL,
         process text NOT NULL, began timestamptz NOT NULL DEFAULT clock_timestamp(), ended timestamptz)`,
      'CREATE TABLE chaos.projection (dossier_id uuid PRIMARY KEY, version int NOT NULL, facts int NOT NULL, digest text NOT NULL)',
      'GRANT USAGE ON SCHEMA chaos TO motcua_app',
      'GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA chaos TO motcua_app',
    ]);
  }

  /** Resolves when the relay's checkpoint has reached the last fact of a dossier. */
  async relayed(ms = 120_000): Promise<void> {
    const { ownerUrl } = this.world.database;
    const behind = `SELECT count(*) FROM store.events WHERE category = 'dossier' AND position >
      coalesce((SELECT position FROM kit.checkpoints WHERE consumer = 'feed:relay'), 0)`;
    await until('the relay is at the head', async () => (await count(ownerUrl, behind)) === 0, ms);
    await pause(SETTLE_MS); // where the checkpoint is not to be trusted, what it speaks of may still be under way
  }

  /** Resolves when every fact of every dossier was handled to its end. */
  async consumed(ms = 120_000): Promise<void> {
    const { ownerUrl } = this.world.database;
    const open = `SELECT count(*) FROM store.events e WHERE category = 'dossier' AND NOT EXISTS (SELECT FROM chaos.handled h
      WHERE 'dossier-' || h.dossier_id = e.stream_id AND h.version = e.stream_version AND h.ended IS NOT NULL)`;
    await until('the consumers have handled everything', async () => (await count(ownerUrl, open)) === 0, ms);
    await pause(SETTLE_MS);
  }

  private async start(order: Ungiven<KafkaOrder>, databaseUrl = this.world.database.appUrl): Promise<KafkaProcess> {
    const { world } = this;
    const where = { brokers: this.cluster.brokers, databaseUrl };
    const started = await KafkaProcess.start({ ...order, ...where }, world.folder, (name) =>
      world.journal.fault('trouble', `${order.name}: ${name}`),
    );
    world.cleanUp(() => started.end());
    return started;
  }
}
