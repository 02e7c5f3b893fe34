import type { Migration } from '@motcua/service-kit';

/** What the relay must remember beside its checkpoint (`kit.checkpoints`, `relay`). */
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
];
