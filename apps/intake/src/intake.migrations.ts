import type { Migration } from '@motcua/service-kit';

/**
 * The schema of intake. Its read models make their own tables in it. Nothing personal stands open in a row: names and digests of
 * files are sealed with the key of the upload, drafts each with a key of its own.
 */
export const intakeMigrations: readonly Migration[] = [
  {
    id: 'intake-001-uploads',
    sql: `
      CREATE SCHEMA intake;
      GRANT USAGE, CREATE ON SCHEMA intake TO motcua_app;
      CREATE TABLE intake.uploads (
        upload_id uuid PRIMARY KEY,
        subject text NOT NULL,
        expires_at timestamptz NOT NULL,
        blob_id uuid,
        mime text,
        size int,
        sealed text,
        spent_by uuid
      );
      CREATE TABLE intake.upload_copies (
        upload_id uuid NOT NULL REFERENCES intake.uploads ON DELETE CASCADE,
        dossier_id uuid NOT NULL,
        blob_id uuid NOT NULL,
        cipher_digest text NOT NULL,
        sealed text NOT NULL,
        PRIMARY KEY (upload_id, dossier_id)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON intake.uploads, intake.upload_copies TO motcua_app;`,
  },
  {
    id: 'intake-002-drafts',
    sql: `
      CREATE TABLE intake.drafts (
        draft_id uuid PRIMARY KEY,
        subject text NOT NULL,
        procedure_code text NOT NULL,
        version int NOT NULL,
        sealed text,
        dossier_id uuid,
        saved_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CHECK ((sealed IS NULL) = (dossier_id IS NOT NULL))
      );
      CREATE INDEX drafts_of ON intake.drafts (subject);
      GRANT SELECT, INSERT, UPDATE, DELETE ON intake.drafts TO motcua_app;`,
  },
];
