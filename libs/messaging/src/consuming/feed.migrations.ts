/** Forward only; run by the owner role, after the store's. */
export const feedMigrations = [
  {
    id: 'kit-leases-1',
    sql: `
      CREATE SCHEMA IF NOT EXISTS kit;
      GRANT USAGE ON SCHEMA kit TO motcua_app;
      CREATE TABLE kit.leases (
        name         text PRIMARY KEY,
        token        bigint NOT NULL,
        holder_pid   int NOT NULL,
        holder_start timestamptz NOT NULL,
        expires_at   timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON kit.leases TO motcua_app;`,
  },
  {
    id: 'kit-feed-1',
    sql: `
      -- how far a consumer is stands in kit.checkpoints under feed:<consumer>
      CREATE TABLE kit.feed_consumers (
        consumer     text PRIMARY KEY,
        replay_until text NOT NULL,
        begun_at     timestamptz NOT NULL DEFAULT now()
      );
      -- facts of a dossier are handled in order, so the highest version handled says it all
      CREATE TABLE kit.feed_inbox (
        consumer   text NOT NULL,
        dossier_id uuid NOT NULL,
        version    int NOT NULL,
        PRIMARY KEY (consumer, dossier_id)
      );
      CREATE TABLE kit.feed_parked (
        consumer   text NOT NULL,
        dossier_id uuid NOT NULL,
        version    int NOT NULL,
        event_type text NOT NULL,
        error_name text NOT NULL,
        error_code text,
        attempts   int NOT NULL,
        parked_at  timestamptz NOT NULL DEFAULT now(),
        place      bigint GENERATED ALWAYS AS IDENTITY,
        redriving  boolean NOT NULL DEFAULT false,
        PRIMARY KEY (consumer, dossier_id, version)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON kit.feed_consumers, kit.feed_inbox, kit.feed_parked TO motcua_app;`,
  },
  {
    id: 'kit-feed-2',
    sql: `
      -- how far a consumer is in a partition stands in kit.checkpoints under feed:<consumer>@<topic>/<partition>
      CREATE TABLE kit.feed_partitions (
        consumer      text NOT NULL,
        topic         text NOT NULL,
        partition     int NOT NULL,
        history_until bigint NOT NULL,
        begun_at      timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, topic, partition)
      );
      -- records that are no message of ours: where they stand and a digest, never a content
      CREATE TABLE kit.feed_quarantined (
        consumer      text NOT NULL,
        topic         text NOT NULL,
        partition     int NOT NULL,
        record_offset bigint NOT NULL,
        digest        text NOT NULL,
        fault         text NOT NULL,
        found_at      timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, topic, partition, record_offset)
      );
      GRANT SELECT, INSERT ON kit.feed_partitions, kit.feed_quarantined TO motcua_app;`,
  },
  {
    id: 'kit-feed-3-anchor',
    sql: `
      -- a fact that was handled: a store in which it is missing is not the one that the checkpoint belongs to
      ALTER TABLE kit.feed_consumers ADD COLUMN anchor jsonb;`,
  },
  {
    id: 'kit-feed-4-last-record',
    sql: `
      -- the last record before the place in a partition: a topic that holds another one there is not the one that the place belongs to
      ALTER TABLE kit.feed_partitions ADD COLUMN last_record jsonb;
      GRANT UPDATE ON kit.feed_partitions TO motcua_app;`,
  },
] as const;
