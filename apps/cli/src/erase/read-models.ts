import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, Position } from '@motcua/event-store';
import type { ViewBuild } from '@motcua/service-kit';
import { type Kysely, sql } from 'kysely';

export interface ReadModelsReport {
  /** Read models that have not come to the erasure yet; they let go of the personal fields when their service runs again. */
  readonly behind: readonly string[];
  /** Rows of erased dossiers that still hold a sealed text; unreadable where the keys are destroyed. */
  readonly sealedRows: number;
}

const POLL_MS = 100;

/** Waits until every live read model has seen `position`, and looks what they still hold of these dossiers. */
export async function watchReadModels(
  parts: {
    readonly store: EventStore;
    readonly database: Kysely<unknown>;
    readonly builds: () => Promise<ViewBuild[]>;
  },
  dossierIds: readonly string[],
  position: Position,
  ms: number,
): Promise<ReadModelsReport> {
  const deadline = performance.now() + ms;
  for (;;) {
    const live = (await parts.builds()).filter(({ state }) => state === 'live');
    const behind = live.filter((build) => parts.store.distance(build.position, position) > 0);
    if (behind.length === 0 || performance.now() >= deadline) {
      const counts = await Promise.all(live.map(({ schema }) => sealedRows(parts.database, schema, dossierIds)));
      return { behind: behind.map(({ view }) => view), sealedRows: counts.reduce((sum, count) => sum + count, 0) };
    }
    await pause(POLL_MS);
  }
}

/** By convention of the read models: `dossier_id` says whose a row is, `sealed` holds the personal part. */
async function sealedRows(database: Kysely<unknown>, schema: string, dossierIds: readonly string[]): Promise<number> {
  const tables = await sql<{ table: string }>`
    SELECT table_name AS table FROM information_schema.columns
    WHERE table_schema = ${schema} AND column_name IN ('sealed', 'dossier_id')
    GROUP BY 1 HAVING count(*) = 2`.execute(database);
  let total = 0;
  for (const { table } of tables.rows) {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM ${sql.id(schema, table)}
      WHERE dossier_id = ANY (${dossierIds}::uuid[]) AND sealed IS NOT NULL`.execute(database);
    total += rows[0]!.count;
  }
  return total;
}
