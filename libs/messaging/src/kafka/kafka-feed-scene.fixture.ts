import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { lifecycleEvents, type LifecycleEventType } from '@motcua/contracts';
import type { EventStore } from '@motcua/event-store';
import { PostgresEventStore, storeMigrations } from '@motcua/event-store/postgres';
import { testDatabase, testKafka, type TestDatabase } from '@motcua/testing';
import pg from 'pg';
import { feedMigrations } from '../consuming/feed.migrations.js';
import { PostgresFeedLedger } from '../consuming/postgres-feed-ledger.js';
import type { Consumer } from '../feed.js';
import { relayed } from './kafka-feed-bench.fixture.js';
import { KafkaFeed, type KafkaFeedOptions } from './kafka-feed.js';
import { KafkaPublisher } from './kafka-publisher.js';

/** A store, a topic that its dossier facts are on, and as many feeds as a spec wants, as processes that start and stop. */
export interface KafkaScene {
  readonly db: TestDatabase;
  readonly pool: pg.Pool;
  readonly brokers: string;
  readonly topic: string;
  readonly groupPrefix: string;
  /** Appends to the store only. */
  readonly plain: EventStore;
  /** Appends to the store and publishes. */
  readonly store: EventStore;
  readonly publisher: KafkaPublisher;
  feed(change?: Partial<KafkaFeedOptions>): KafkaFeed;
  close(): Promise<void>;
}

/** A broker of one's own, for specs that break it. */
export interface OwnBroker {
  readonly brokers: string;
  readonly topic: string;
}

export async function kafkaScene(own?: OwnBroker): Promise<KafkaScene> {
  const probe = {
    id: 'probe',
    sql: `CREATE TABLE handled (dossier_id uuid, version int, pid int, n bigserial);
          GRANT ALL ON handled TO motcua_app; GRANT ALL ON SEQUENCE handled_n_seq TO motcua_app`,
  };
  const db = await testDatabase([...storeMigrations, ...feedMigrations, probe]);
  const shared = own === undefined ? await testKafka() : undefined;
  const brokers = own?.brokers ?? shared!.brokers;
  const topic = own?.topic ?? (await shared!.topic({ partitions: 3 }));
  const groupPrefix = `group-${randomUUID()}.`;
  const client = { brokers: brokers.split(','), clientId: 'spec' };
  const pool = new pg.Pool({ connectionString: db.appUrl, max: 20 });
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  pool.on('error', () => undefined);
  const plain = new PostgresEventStore({ url: db.appUrl });
  const publisher = new KafkaPublisher(client);
  const feeds: KafkaFeed[] = [];
  const quick = { retry: { tries: 3, pauseMs: () => 5 }, redrivePollMs: 10, window: 100 };
  return {
    db,
    pool,
    brokers,
    topic,
    groupPrefix,
    plain,
    store: relayed(plain, publisher, topic),
    publisher,
    feed(change = {}) {
      const ledger = new PostgresFeedLedger(pool, { ttlMs: 900 });
      const feed = new KafkaFeed(plain, ledger, { client, groupPrefix, ...quick, ...change });
      feeds.push(feed);
      return feed;
    },
    async close() {
      await Promise.all([...feeds.map((feed) => feed.close()), publisher.close()]);
      await plain.close();
      await pool.end();
      await db.drop();
    },
  };
}

export const threeTypes: readonly LifecycleEventType[] = ['DossierSubmitted', 'DossierAccepted', 'ResultReturned'];

export function probeOf(topic: string, change: Partial<Consumer> = {}): Consumer {
  return { name: 'probe', topic, types: threeTypes, startFrom: 'beginning', concurrency: 8, ...change };
}

/** Appends facts of these types to the dossier, at once. */
export async function tell(store: EventStore, dossierId: string, ...types: LifecycleEventType[]): Promise<void> {
  const stream = `dossier-${dossierId}`;
  const expected = (await store.read(stream)).length;
  const [actor, at] = [{ actor: 'someone', actorRole: 'citizen' }, '2026-11-24T01:00:00.000Z'];
  const events = types.map((type) => ({
    id: randomUUID(),
    type,
    schemaVersion: 1,
    data: { dossierId, [lifecycleEvents[type].time]: at },
    meta: { correlationId: 'c', causationId: 'k', ...actor, recordedAt: at },
  }));
  await store.append([{ stream, expected, events }]);
}

export async function eventually(isTrue: () => boolean | Promise<boolean>, patienceMs = 60_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
    await pause(20);
  }
}
