import type { Migration } from '@motcua/service-kit';

/** The schema of the portal sync: where every dossier stands at the portal, and the portal's catalogues as last fetched. */
export const portalMigrations: readonly Migration[] = [
  {
    id: 'portal-001-sync-states',
    sql: `
      CREATE SCHEMA portal;
      GRANT USAGE ON SCHEMA portal TO motcua_app;
      CREATE TABLE portal.sync_states (
        dossier_id        uuid PRIMARY KEY,
        dossier_code      text NOT NULL,
        unit_code         text NOT NULL,
        our_status        int NOT NULL,
        confirmed_status  int,
        lane_state        text NOT NULL,
        head_seq          int,
        unsent_since      timestamptz,
        seen_facts        bigint NOT NULL
      );
      CREATE INDEX sync_states_open ON portal.sync_states (unsent_since) WHERE unsent_since IS NOT NULL;
      CREATE INDEX sync_states_code ON portal.sync_states (dossier_code, dossier_id);
      GRANT SELECT, INSERT, UPDATE, DELETE ON portal.sync_states TO motcua_app;`,
  },
  {
    id: 'portal-002-catalogues',
    sql: `
      CREATE TABLE portal.catalogue_items (
        kind text NOT NULL,
        code text NOT NULL,
        name text NOT NULL,
        details jsonb NOT NULL,
        PRIMARY KEY (kind, code)
      );
      CREATE TABLE portal.catalogue_fetches (
        kind text PRIMARY KEY,
        fetched_at timestamptz NOT NULL,
        items int NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON portal.catalogue_items, portal.catalogue_fetches TO motcua_app;`,
  },
];
