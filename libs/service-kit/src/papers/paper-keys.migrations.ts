/** A retired key keeps its public half for ever: what it signed lies in people's drawers. */
export const paperKeyMigrations = [
  {
    id: 'keys-003-papers',
    sql: `
      CREATE TABLE keys.paper_keys (
        key_id text PRIMARY KEY,
        public_x text NOT NULL,
        sealed text,
        made_at text NOT NULL,
        retired_at text,
        CHECK ((sealed IS NULL) = (retired_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX ON keys.paper_keys ((retired_at IS NULL)) WHERE retired_at IS NULL;
      GRANT SELECT, INSERT, UPDATE ON keys.paper_keys TO motcua_app;`,
  },
] as const;
