import type { Migration } from '../database/migration.js';

/** Rows say what a link opens; the name of a file or a person never stands here. */
export const fileLinkMigrations: readonly Migration[] = [
  {
    id: 'kit-file-links-001',
    sql: `
      CREATE TABLE kit.file_links (
        link_id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL,
        blob_id uuid NOT NULL,
        mime text NOT NULL,
        recipient text NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX ON kit.file_links (dossier_id);
      GRANT SELECT, INSERT, UPDATE (revoked_at) ON kit.file_links TO motcua_app;`,
  },
];
