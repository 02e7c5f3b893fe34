import { join } from 'node:path';
import type { EventStore } from '@motcua/event-store';
import { topics } from '@motcua/contracts';
import { kafkaClient } from '@motcua/messaging/kafka';
import { Database, type FileClockHand, loadCatalogue, openStore } from '@motcua/service-kit';
import { type DemoStage, productFolder, Quiet } from '@motcua/standalone/parts';
import type { RunningCluster } from './cluster.ts';

const RELAY = 'feed:relay';

/** A place of a consumer: `feed:<consumer>`, or `feed:<consumer>@<topic>/<partition>`; the relay's is `feed:relay`. */
interface Checkpoint {
  readonly consumer: string;
  readonly position: string;
}

/** The demo's stage over processes: what it must know beside their API is asked of the store, the checkpoints and the broker. */
export async function clusterStage(
  cluster: RunningCluster,
  hand: FileClockHand,
): Promise<DemoStage & { close(): Promise<void> }> {
  const { environment } = cluster;
  const database = new Database({ url: environment['MOTCUA_POSTGRES_URL']!, applicationName: 'cluster-demo' });
  const kurrentdbUrl = environment['MOTCUA_KURRENTDB_URL'];
  const store = openStore(environment['MOTCUA_STORE'] === 'kurrentdb' ? 'kurrentdb' : 'postgres', {
    postgresUrl: environment['MOTCUA_POSTGRES_URL']!,
    kurrentdbWatchMs: Number(environment['MOTCUA_KURRENTDB_WATCH_MS'] ?? 1_000),
    ...(kurrentdbUrl === undefined ? {} : { kurrentdbUrl }),
  });
  const heads = cluster.kafka === undefined ? undefined : await TopicEnds.of(cluster.kafka.brokers);
  const checkpoints = async (): Promise<Checkpoint[]> =>
    (await database.pool.query<Checkpoint>('SELECT consumer, position::text FROM kit.checkpoints')).rows;
  const areBehind = async (): Promise<boolean> =>
    heads === undefined ? isBehindStore(store, await checkpoints()) : isBehindTopic(store, heads, checkpoints);
  const { catalogue } = await loadCatalogue(join(productFolder, 'catalogues', '2020'));
  return {
    url: cluster.url,
    simulators: cluster.simulators,
    time: hand,
    catalogue,
    quiet: new Quiet({ store, pool: database.pool, now: () => hand.now(), areBehind }),
    token: (wish) => cluster.token(wish),
    async close() {
      await heads?.close();
      await store.close();
      await database.close();
    },
  };
}

async function isBehindStore(store: EventStore, places: readonly Checkpoint[]): Promise<boolean> {
  const head = await store.head();
  return places.some(
    ({ consumer, position }) =>
      consumer.startsWith('feed:') && !consumer.includes('@') && store.distance(position, head) > 0,
  );
}

/** First the relay, then the ends of the topic, then the consumers: nothing can hide between two of them. */
async function isBehindTopic(
  store: EventStore,
  ends: TopicEnds,
  checkpoints: () => Promise<Checkpoint[]>,
): Promise<boolean> {
  const head = await store.head();
  const relay = (await checkpoints()).find(({ consumer }) => consumer === RELAY);
  if (store.distance(relay?.position ?? store.start, head) > 0) return true;
  const partitions = await ends.ask();
  const places = await checkpoints();
  return places.some(({ consumer, position }) => {
    const [, partition] = /@.+\/(\d+)$/.exec(consumer) ?? [];
    return partition !== undefined && BigInt(position) < (partitions.get(Number(partition)) ?? 0n);
  });
}

/** Where each partition of the lifecycle topic ends. */
class TopicEnds {
  private readonly admin: ReturnType<ReturnType<typeof kafkaClient>['admin']>;

  private constructor(admin: TopicEnds['admin']) {
    this.admin = admin;
  }

  static async of(brokers: string): Promise<TopicEnds> {
    const admin = kafkaClient({ brokers: brokers.split(','), clientId: 'cluster-demo' }).admin();
    await admin.connect();
    return new TopicEnds(admin);
  }

  async ask(): Promise<ReadonlyMap<number, bigint>> {
    const partitions = await this.admin.fetchTopicOffsets(topics.dossierLifecycle);
    return new Map(partitions.map(({ partition, high }) => [partition, BigInt(high)]));
  }

  close(): Promise<void> {
    return this.admin.disconnect();
  }
}
