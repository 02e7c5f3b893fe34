import type { Migration } from '@motcua/service-kit';

/**
 * The schema of the desk. Its read models make their own tables in it. Nothing personal stands open in a row: the digest of a
 * file is sealed with the key of its dossier.
 */
export const deskMigrations: readonly Migration[] = [
  {
    id: 'desk-001-files',
    sql: `
      CREATE SCHEMA desk;
      GRANT USAGE, CREATE ON SCHEMA desk TO motcua_app;
      CREATE TABLE desk.files (
        upload_id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL,
        -- compares a repeated request with the first one
        content_hmac text NOT NULL,
        blob_id uuid UNIQUE,
        mime text NOT NULL,
        size int NOT NULL,
        cipher_digest text,
        sealed text
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON desk.files TO motcua_app;`,
  },
  {
    id: 'desk-002-saved-views',
    sql: `
      CREATE TABLE desk.saved_views (
        view_id uuid PRIMARY KEY,
        account text NOT NULL,
        name text NOT NULL,
        filters jsonb NOT NULL
      );
      CREATE INDEX ON desk.saved_views (account, name);
      GRANT SELECT, INSERT, UPDATE, DELETE ON desk.saved_views TO motcua_app;`,
  },
];
