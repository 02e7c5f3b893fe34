import type { Migration } from '@motcua/service-kit';

/** The schema of the connector: under which code a system knows a dossier. Its read model makes its own tables in it. */
export const connectorMigrations: readonly Migration[] = [
  {
    id: 'connector-001-handed-over',
    sql: `
      CREATE SCHEMA connector;
      GRANT USAGE, CREATE ON SCHEMA connector TO motcua_app;
      CREATE TABLE connector.handed_over (
        system text NOT NULL,
        dossier_code text NOT NULL,
        dossier_id uuid NOT NULL,
        unit_code text NOT NULL,
        PRIMARY KEY (system, dossier_code)
      );
      CREATE INDEX handed_over_dossier ON connector.handed_over (dossier_id);
      GRANT SELECT, INSERT ON connector.handed_over TO motcua_app;`,
  },
];
