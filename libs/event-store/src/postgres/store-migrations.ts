/** One forward-only step, run once per database as owner. */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}

// roles belong to the whole server, so a second database finds it there
const GROUP = `
DO $$ BEGIN
  CREATE ROLE motcua_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;`;

const EVENTS = `
CREATE SCHEMA store;
CREATE TABLE store.events (
  position bigint PRIMARY KEY,
  stream_id text NOT NULL,
  category text NOT NULL,
  stream_version bigint NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  schema_version int NOT NULL,
  data json NOT NULL,
  meta json NOT NULL,
  recorded_at timestamptz NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT events_stream_version UNIQUE (stream_id, stream_version),
  CONSTRAINT events_event_id UNIQUE (event_id)
);
CREATE UNIQUE INDEX events_one_code_per_dossier ON store.events ((data ->> 'dossierId')) WHERE type = 'CodeIssued';
COMMENT ON COLUMN store.events.position IS 'contiguous from 1 in commit order: count(*) = max(position)';
COMMENT ON COLUMN store.events.data IS 'RFC 8785 text exactly as it was hashed, which jsonb would not keep';
COMMENT ON COLUMN store.events.recorded_at IS 'clock of the server, never before that of the position below';
COMMENT ON COLUMN store.events.hash IS
  'sha256(hash below | position int8 | recorded_at microseconds int8 | sha256 of the RFC 8785 content); position 1 follows the empty text';`;

const GUARD = `
CREATE FUNCTION store.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON store.events
  FOR EACH STATEMENT EXECUTE FUNCTION store.refuse_change();`;

/*
 * The lock comes first of all and goes with the commit: positions are handed out in the order in which they become visible,
 * so a reader never has to look back. READ COMMITTED gives each statement behind the lock a snapshot of its own.
 * r_*: one entry per write, e_*: one per event; requests are numbered from 1, and no two of them share a stream.
 * Never call it inside BEGIN: whatever else that transaction did would keep all other writers waiting.
 * Answers one row with request 0, whose place is the head before the call, and one row per request that was not written.
 */
const APPEND = `
CREATE FUNCTION store.append_many(
  r_request int[], r_stream text[], r_expected bigint[],
  e_request int[], e_stream text[], e_version bigint[], e_id uuid[], e_type text[], e_schema int[],
  e_data json[], e_meta json[], e_digest bytea[]
) RETURNS TABLE (request int, outcome text, place bigint, stream text, expected bigint, actual bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  head bigint; chain bytea; stamp timestamptz; stamp_bytes bytea; actuals bigint[];
  refused int[] := '{}'; hashes bytea[] := '{}'; places bigint[] := '{}'; last_place bigint; digest bytea; i int := 0; done text;
BEGIN
  done := pg_advisory_xact_lock(5571202611240001)::text;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'append_many needs READ COMMITTED' USING ERRCODE = 'invalid_transaction_state';
  END IF;
  SELECT e.position, e.hash, e.recorded_at INTO head, chain, stamp FROM store.events e ORDER BY e.position DESC LIMIT 1;
  head := coalesce(head, 0);
  chain := coalesce(chain, '');
  stamp := greatest(stamp, clock_timestamp());
  stamp_bytes := int8send((extract(epoch FROM stamp) * 1000000)::bigint);
  actuals := ARRAY(SELECT coalesce((
      SELECT e.stream_version FROM store.events e WHERE e.stream_id = w.stream ORDER BY e.stream_version DESC LIMIT 1
    ), 0) FROM unnest(r_stream) AS w (stream));
  IF actuals <> r_expected THEN
    SELECT array_agg(DISTINCT w.request) INTO refused
      FROM unnest(r_request, r_expected, actuals) AS w (request, expected, actual) WHERE w.actual <> w.expected;
  END IF;
  last_place := head;
  FOREACH digest IN ARRAY e_digest LOOP
    i := i + 1;
    IF e_request[i] = ANY (refused) THEN
      hashes := hashes || NULL::bytea;
      places := places || NULL::bigint;
    ELSE
      last_place := last_place + 1;
      chain := sha256(chain || int8send(last_place) || stamp_bytes || digest);
      hashes := hashes || chain;
      places := places || last_place;
    END IF;
  END LOOP;
  IF last_place > head THEN
    INSERT INTO store.events (position, stream_id, category, stream_version, event_id, type, schema_version, data, meta, recorded_at, hash)
      SELECT e.place, e.stream, split_part(e.stream, '-', 1), e.version, e.id, e.type, e.schema, e.data, e.meta, stamp, e.hash
      FROM (SELECT unnest(places) AS place, unnest(e_stream) AS stream, unnest(e_version) AS version, unnest(e_id) AS id,
        unnest(e_type) AS type, unnest(e_schema) AS schema, unnest(e_data) AS data, unnest(e_meta) AS meta,
        unnest(hashes) AS hash) AS e
      WHERE e.place IS NOT NULL;
    done := pg_notify('motcua_store', last_place::text)::text;
  END IF;
  RETURN QUERY SELECT 0, 'head', head, NULL::text, NULL::bigint, NULL::bigint;
  IF refused = '{}' THEN RETURN; END IF;
  RETURN QUERY
    WITH there AS (
      SELECT n.request, max(e.position) AS place, count(*) = count(e.position) AS whole
      FROM unnest(e_request, e_stream, e_version, e_id) AS n (request, stream, version, id)
      LEFT JOIN store.events e ON e.stream_id = n.stream AND e.stream_version = n.version AND e.event_id = n.id
      WHERE n.request = ANY (refused) GROUP BY n.request
    ), behind AS (
      SELECT DISTINCT ON (w.request) w.request, w.stream, w.expected, w.actual
      FROM unnest(r_request, r_stream, r_expected, actuals) WITH ORDINALITY AS w (request, stream, expected, actual, n)
      WHERE w.actual <> w.expected ORDER BY w.request, w.n
    )
    SELECT b.request, CASE WHEN t.whole THEN 'repeated' ELSE 'conflict' END, t.place, b.stream, b.expected, b.actual
    FROM behind b JOIN there t ON t.request = b.request;
END $$;`;

const GRANTS = `
GRANT USAGE ON SCHEMA store TO motcua_app;
GRANT SELECT ON store.events TO motcua_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON store.events FROM motcua_app, PUBLIC;
REVOKE ALL ON FUNCTION store.append_many, store.refuse_change FROM PUBLIC;
GRANT EXECUTE ON FUNCTION store.append_many TO motcua_app;`;

const CHECKPOINTS = `
CREATE SCHEMA IF NOT EXISTS kit;
GRANT USAGE ON SCHEMA kit TO motcua_app;
CREATE TABLE kit.checkpoints (
  consumer text PRIMARY KEY,
  position bigint NOT NULL,
  moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON kit.checkpoints TO motcua_app;`;

// a checkpoint means nothing in another store; a row says whose positions the checkpoints are
const POSITIONS_OF = `
CREATE TABLE kit.positions_of (store text PRIMARY KEY);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON kit.positions_of TO motcua_app;`;

/** Schema `store` (the log) and table `kit.checkpoints` (how far consumers in this database are). */
export const storeMigrations: readonly Migration[] = [
  { id: 'store-0001-events', sql: GROUP + EVENTS + GUARD + APPEND + GRANTS },
  { id: 'store-0002-checkpoints', sql: CHECKPOINTS },
  { id: 'store-0003-positions-of', sql: POSITIONS_OF },
];
