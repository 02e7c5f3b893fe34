import type { Migration } from './migration.js';

/**
 * The tables of the kit itself: who read whose personal data, who has looked at which unreadable record (rows are added and read,
 * nothing else), and which processes run.
 */
export const kitMigrations: readonly Migration[] = [
  {
    id: 'kit-001-access-log',
    sql: `
      create schema if not exists kit;
      grant usage on schema kit to motcua_app;
      create table kit.access_log (
        id bigint generated always as identity primary key,
        dossier_id uuid not null,
        subject text not null,
        roles text not null,
        client_id text,
        purpose text not null,
        happened_at timestamptz not null,
        correlation_id text not null,
        written_at timestamptz not null default now()
      );
      create index access_log_dossier on kit.access_log (dossier_id, id);
      create index access_log_subject on kit.access_log (subject, id);
      create function kit.refuse_change() returns trigger language plpgsql as $$
        begin raise exception 'the access log is append-only'; end $$;
      create trigger access_log_append_only before update or delete or truncate on kit.access_log
        for each statement execute function kit.refuse_change();
      grant select, insert on kit.access_log to motcua_app;
    `,
  },
  {
    id: 'kit-002-unreadable-acknowledged',
    sql: `
      -- who has looked at a record in kit.feed_quarantined, and when
      create table kit.feed_acknowledged (
        consumer text not null,
        topic text not null,
        partition int not null,
        record_offset bigint not null,
        acknowledged_by text not null,
        acknowledged_at timestamptz not null,
        primary key (consumer, topic, partition, record_offset)
      );
      grant select, insert on kit.feed_acknowledged to motcua_app;
    `,
  },
  {
    id: 'kit-003-unreadable-reason',
    sql: `
      -- why it needs no more looking at; a code, because free text could name a person
      alter table kit.feed_acknowledged add column reason_code text not null default 'not-said';
    `,
  },
  {
    id: 'kit-004-feed-resets',
    sql: `
      -- consumers that had lost their history and were set to a place that they and the log both know
      create table kit.feed_resets (
        job_id uuid primary key,
        consumer text not null,
        from_position text not null,
        to_position text not null,
        dossiers_ahead int not null,
        parked_gone int not null,
        reset_at timestamptz not null
      );
      grant select, insert on kit.feed_resets to motcua_app;
    `,
  },
  {
    id: 'kit-005-services',
    sql: `
      -- what each running process says of itself every few seconds; a row that is old tells of one that fell silent
      create table kit.services (
        name text not null,
        instance text not null,
        version text not null,
        started_at timestamptz not null,
        ready boolean not null,
        checks jsonb not null,
        consumers jsonb not null,
        seen_at timestamptz not null,
        primary key (name, instance)
      );
      grant select, insert, update, delete on kit.services to motcua_app;
    `,
  },
];
