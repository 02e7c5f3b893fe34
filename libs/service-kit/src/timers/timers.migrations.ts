/** Forward only; run by the owner role. */
export const timerMigrations = [
  {
    id: 'kit-timers-1',
    sql: `
      CREATE SCHEMA IF NOT EXISTS kit;
      CREATE TABLE kit.timers (
        owner        text NOT NULL,
        kind         text NOT NULL,
        key          text NOT NULL,
        due_at       timestamptz NOT NULL,
        next_at      timestamptz NOT NULL,
        payload      jsonb NOT NULL,
        attempts     int NOT NULL DEFAULT 0,
        last_error   text,
        locked_until timestamptz,
        revision     bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (owner, kind, key)
      );
      CREATE INDEX timers_next ON kit.timers (owner, next_at);
      GRANT USAGE ON SCHEMA kit TO motcua_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON kit.timers TO motcua_app;`,
  },
] as const;
