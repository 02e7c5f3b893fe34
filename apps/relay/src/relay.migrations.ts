import type { Migration } from '@motcua/service-kit';

/** What the relay must remember besides its place, which the feed's ledger keeps under `relay` like any consumer's. */
export const relayMigrations: readonly Migration[] = [
  {
    id: 'relay-001-topics',
    sql: `
      create schema relay;
      grant usage on schema relay to motcua_app;
      -- the key decides the partition, so the count of the first day holds for ever
      create table relay.topics (
        topic      text primary key,
        partitions int not null check (partitions > 0)
      );
      grant select, insert on relay.topics to motcua_app;
    `,
  },
  {
    id: 'relay-002-remembered-like-a-consumer',
    sql: `
      insert into kit.feed_consumers (consumer, replay_until)
        select 'relay', '0' from kit.checkpoints where consumer = 'relay' on conflict do nothing;
      update kit.checkpoints set consumer = 'feed:relay' where consumer = 'relay';
    `,
  },
];
