import { jest } from '@jest/globals';
import { PostgresEventStore, storeMigrations } from '@motcua/event-store/postgres';
import { testDatabase, testKafka } from '@motcua/testing';
import pg from 'pg';
import { feedContract } from '../contract.js';
import { feedMigrations } from '../embedded/migrations.js';
import { PostgresFeedLedger } from '../embedded/postgres-feed-ledger.js';
import { relayed } from './kafka-feed-bench.fixture.js';
import { KafkaFeed } from './kafka-feed.js';
import { KafkaPublisher } from './kafka-publisher.js';

jest.setTimeout(120_000);

feedContract('Apache Kafka, with the ledger in PostgreSQL', async () => {
  const [db, kafka] = [await testDatabase([...storeMigrations, ...feedMigrations]), await testKafka()];
  const client = { brokers: kafka.brokers.split(','), clientId: 'spec' };
  const pool = new pg.Pool({ connectionString: db.appUrl });
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  pool.on('error', () => undefined);
  const store = new PostgresEventStore({ url: db.appUrl });
  const publisher = new KafkaPublisher(client);
  const topic = await kafka.topic({ partitions: 3 });
  const groupPrefix = kafka.unique('group');
  const feeds: KafkaFeed[] = [];
  return {
    store: relayed(store, publisher, topic),
    topic,
    feed() {
      const feed = new KafkaFeed(store, new PostgresFeedLedger(pool, { ttlMs: 900 }), {
        client,
        groupPrefix,
        retry: { tries: 3, pauseMs: () => 5 },
        redrivePollMs: 10,
        window: 100,
      });
      feeds.push(feed);
      return feed;
    },
    async close() {
      await Promise.all([...feeds.map((feed) => feed.close()), publisher.close()]);
      await store.close();
      await pool.end();
      await db.drop();
    },
  };
});
