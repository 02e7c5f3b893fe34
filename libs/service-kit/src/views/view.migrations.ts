/**
 * Forward only; run by the owner role. The functions run as the owner, because schemas and the SQL views in front of them must
 * not belong to one login of the app; they touch build schemas and nothing else.
 */
export const viewMigrations = [
  {
    id: 'kit-views-1',
    sql: `
      CREATE SCHEMA IF NOT EXISTS kit;
      GRANT USAGE ON SCHEMA kit TO motcua_app;
      CREATE TABLE kit.view_builds (
        view        text NOT NULL,
        build       int NOT NULL,
        version     int NOT NULL,
        schema_name text NOT NULL UNIQUE,
        state       text NOT NULL CHECK (state IN ('live', 'building', 'differs', 'failed', 'retired')),
        switch_on   text NOT NULL CHECK (switch_on IN ('equal', 'always')),
        prepared    boolean NOT NULL DEFAULT false,
        position    text NOT NULL,
        report      jsonb,
        asked_at    timestamptz NOT NULL DEFAULT now(),
        moved_at    timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (view, build)
      );
      CREATE UNIQUE INDEX view_builds_one_live ON kit.view_builds (view) WHERE state = 'live';
      GRANT SELECT, INSERT, UPDATE, DELETE ON kit.view_builds TO motcua_app;

      CREATE FUNCTION kit.assert_build_schema(name text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF name !~ '^[a-z][a-z0-9_]*_v[0-9]+_b[0-9]+$' THEN RAISE EXCEPTION 'not the schema of a view build: %', name; END IF;
      END $$;

      CREATE FUNCTION kit.create_build_schema(name text) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        PERFORM kit.assert_build_schema(name);
        EXECUTE format('CREATE SCHEMA %I', name);
        EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO motcua_app', name);
      END $$;

      CREATE FUNCTION kit.drop_build_schema(name text) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        PERFORM kit.assert_build_schema(name);
        EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', name);
      END $$;

      CREATE FUNCTION kit.show_build_schema(target text, shown text, hidden text) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE t text;
      BEGIN
        PERFORM kit.assert_build_schema(shown);
        FOR t IN SELECT tablename FROM pg_tables WHERE schemaname IN (shown, hidden) GROUP BY 1 ORDER BY 1 LOOP
          EXECUTE format('DROP VIEW IF EXISTS %I.%I', target, t);
        END LOOP;
        FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = shown ORDER BY 1 LOOP
          EXECUTE format('CREATE VIEW %I.%I WITH (security_invoker) AS SELECT * FROM %I.%I', target, t, shown, t);
          EXECUTE format('GRANT SELECT ON %I.%I TO motcua_app', target, t);
        END LOOP;
      END $$;

      REVOKE ALL ON FUNCTION kit.create_build_schema, kit.drop_build_schema, kit.show_build_schema FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kit.create_build_schema, kit.drop_build_schema, kit.show_build_schema TO motcua_app;`,
  },
  {
    id: 'kit-views-2-streams-aside',
    sql: `
      CREATE TABLE kit.view_streams_aside (
        view       text NOT NULL,
        build      int NOT NULL,
        stream     text NOT NULL,
        version    int NOT NULL,
        event_type text NOT NULL,
        error_name text NOT NULL,
        aside_at   timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (view, build, stream),
        FOREIGN KEY (view, build) REFERENCES kit.view_builds ON DELETE CASCADE
      );
      GRANT SELECT, INSERT, DELETE ON kit.view_streams_aside TO motcua_app;`,
  },
  {
    id: 'kit-views-3-jobs',
    sql: `
      ALTER TABLE kit.view_builds
        ADD COLUMN job_id uuid UNIQUE,
        ADD COLUMN events_per_second int,
        ADD COLUMN held boolean NOT NULL DEFAULT false;`,
  },
  {
    id: 'kit-views-4-anchor',
    sql: `
      -- an event that the build has taken in: a store in which it is missing is not the one that the position belongs to
      ALTER TABLE kit.view_builds ADD COLUMN anchor jsonb;`,
  },
  {
    id: 'kit-views-5-driven-by',
    sql: `
      -- the job in whose name it is built; whether it may go on stands in that job's own stream and nowhere else
      ALTER TABLE kit.view_builds ADD COLUMN driven_by uuid;
      UPDATE kit.view_builds SET driven_by = job_id WHERE state = 'building';
      ALTER TABLE kit.view_builds DROP COLUMN held;`,
  },
] as const;
