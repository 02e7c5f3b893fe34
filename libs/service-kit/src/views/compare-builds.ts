import { sql, type Kysely } from 'kysely';

export interface TableDigest {
  readonly rows: number;
  /** Sum of the rows' hashes: equal for equal sets of rows, whatever their order. */
  readonly digest: string;
}

export interface BuildComparison {
  readonly equal: boolean;
  readonly tables: Readonly<Record<string, { readonly live?: TableDigest; readonly next?: TableDigest }>>;
}

/** Compares two builds table by table, by count and by a hash of every row. */
export async function compareBuilds(database: Kysely<unknown>, live: string, next: string): Promise<BuildComparison> {
  const [before, after] = await Promise.all([digests(database, live), digests(database, next)]);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const isEqual = (name: string) =>
    before.get(name)?.rows === after.get(name)?.rows && before.get(name)?.digest === after.get(name)?.digest;
  const tables = names.map((name) => {
    const [old, fresh] = [before.get(name), after.get(name)];
    return [name, { ...(old && { live: old }), ...(fresh && { next: fresh }) }] as const;
  });
  return { equal: names.every(isEqual), tables: Object.fromEntries(tables) };
}

async function digests(database: Kysely<unknown>, schema: string): Promise<Map<string, TableDigest>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = ${schema} ORDER BY 1`.execute(database);
  const found = new Map<string, TableDigest>();
  for (const { name } of tables) {
    const digest = await database.transaction().execute(async (transaction) => {
      await sql`SET LOCAL statement_timeout = 0`.execute(transaction); // as long as the table is large
      const { rows } = await sql<{ rows: string; digest: string }>`
        SELECT count(*) AS rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text AS digest
        FROM ${sql.id(schema, name)} t`.execute(transaction);
      return rows[0]!;
    });
    found.set(name, { rows: Number(digest.rows), digest: digest.digest });
  }
  return found;
}
