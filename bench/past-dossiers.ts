import { connected } from './databases.ts';

/** What is multiplied: the streams of some dossiers, and the rows that their read models hold. */
export interface PastDossiers {
  /** Whose facts and rows are written again, each time under a new id of the same length. */
  readonly models: readonly string[];
  readonly count: number;
  /** Tables with a column `dossier_id`, and expressions for the columns that differ from the model's; `n` counts from 1. */
  readonly tables: readonly PastTable[];
}

export interface PastTable {
  /** In the schema of its view's build. */
  readonly name: string;
  readonly view: string;
  readonly changes?: Readonly<Record<string, string>>;
}

/** Facts of one transaction of the loader. */
const TOGETHER = 500;

const MODELS = `
  CREATE TEMP TABLE model AS
  SELECT dense_rank() OVER (ORDER BY stream_id) - 1 AS model, substr(stream_id, 9) AS old, stream_version AS version,
    type, schema_version, data::text AS data, meta::text AS meta
  FROM store.events WHERE stream_id = ANY ($1)`;

const PAST = `
  CREATE TEMP TABLE past AS
  SELECT n, gen_random_uuid()::text AS id, (n - 1) % $2::int AS model FROM generate_series(1, $1::int) n`;

/** The product's own function writes them: positions, stamps and the hash chain are what they would be, and so is the digest. */
const APPEND = `
  WITH told AS MATERIALIZED (
    SELECT p.n - $1 AS request, 'dossier-' || p.id AS stream, m.version, gen_random_uuid() AS event_id, m.type, m.schema_version,
      replace(m.data, m.old, p.id) AS data, replace(m.meta, m.old, p.id) AS meta
    FROM past p JOIN model m USING (model) WHERE p.n > $1 AND p.n <= $2
  ), e AS (
    SELECT array_agg(request ORDER BY request, version) AS request, array_agg(stream ORDER BY request, version) AS stream,
      array_agg(version ORDER BY request, version) AS version, array_agg(event_id ORDER BY request, version) AS id,
      array_agg(type ORDER BY request, version) AS type, array_agg(schema_version ORDER BY request, version) AS schema,
      array_agg(data::json ORDER BY request, version) AS data, array_agg(meta::json ORDER BY request, version) AS meta,
      array_agg(sha256(convert_to('["' || event_id || '","' || stream || '",' || version || ',"' || type || '",' || schema_version
        || ',' || data || ',' || meta || ']', 'UTF8')) ORDER BY request, version) AS digest
    FROM told
  ), r AS (
    SELECT array_agg(request ORDER BY request) AS request, array_agg(stream ORDER BY request) AS stream,
      array_agg(0::bigint) AS expected
    FROM (SELECT DISTINCT request, stream FROM told) requests
  )
  SELECT count(*)::int AS answers FROM r, e, store.append_many(r.request::int[], r.stream, r.expected,
    e.request::int[], e.stream, e.version, e.id, e.type, e.schema, e.data, e.meta, e.digest)`;

/** Every consumer has handled the past, and every read model shows it. */
const CAUGHT_UP = [
  `INSERT INTO kit.feed_inbox (consumer, dossier_id, version)
   SELECT i.consumer, p.id::uuid, (SELECT max(m.version) FROM model m WHERE m.model = p.model)
   FROM past p CROSS JOIN (SELECT DISTINCT consumer FROM kit.feed_inbox) i`,
  'UPDATE kit.checkpoints SET position = (SELECT max(position) FROM store.events)',
  `UPDATE kit.view_builds SET position = (SELECT max(position) FROM store.events)::text WHERE state = 'live'`,
];

/**
 * Years of dossiers within minutes: streams appended by the product's function, and in the tables of the read models the rows to
 * which they fold, so that every index has its real size. Their sealed texts are those of the models and do not open. No process of
 * the product may be running on the database.
 */
export async function writePast(ownerUrl: string, past: PastDossiers): Promise<void> {
  await connected(ownerUrl, async (client) => {
    await client.query('SET synchronous_commit = off');
    await client.query(`ALTER SYSTEM SET max_wal_size = '16GB'`); // or checkpoints write every page of the indexes again and again
    await client.query('SELECT pg_reload_conf()');
    await client.query(MODELS, [past.models.map((id) => `dossier-${id}`)]);
    await client.query(PAST, [past.count, past.models.length]);
    await client.query('CREATE UNIQUE INDEX ON past (n); ANALYZE past; ANALYZE model');
    for (let from = 0; from < past.count; from += TOGETHER) {
      const { rows } = await client.query<{ answers: number }>(APPEND, [from, Math.min(from + TOGETHER, past.count)]);
      if (rows[0]!.answers !== 1) throw new Error('the store refused some of the past'); // one row tells the head alone
    }
    for (const table of past.tables) await fill(table);
    for (const statement of CAUGHT_UP) await client.query(statement);
    await client.query('ALTER SYSTEM RESET max_wal_size');
    await client.query('SELECT pg_reload_conf()');
    await client.query('CHECKPOINT');
    await client.query('VACUUM ANALYZE');

    async function fill({ name, view, changes = {} }: PastTable): Promise<void> {
      const live = `SELECT schema_name AS schema FROM kit.view_builds WHERE view = $1 AND state = 'live'`;
      const { schema } = (await client.query<{ schema: string }>(live, [view])).rows[0]!;
      const found = await client.query<{ column: string; type: string }>(
        `SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
         WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
        [`${schema}.${name}`],
      );
      const values = found.rows.map(({ column, type }) => {
        if (column === 'dossier_id') return 'p.id::uuid';
        if (type === 'jsonb') return `replace(t.${column}::text, m.old, p.id)::jsonb`;
        return changes[column] ?? `t.${column}`;
      });
      await client.query(`
        INSERT INTO ${schema}.${name} SELECT ${values.join(', ')}
        FROM past p JOIN (SELECT DISTINCT model, old FROM model) m USING (model)
        JOIN ${schema}.${name} t ON t.dossier_id = m.old::uuid`);
    }
  });
}
