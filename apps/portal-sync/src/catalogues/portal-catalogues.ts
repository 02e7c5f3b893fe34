import type { JsonObject, JsonValue } from '@motcua/domain';
import { Database } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql, type Kysely } from 'kysely';
import type { CatalogueKind, PortalEntry } from './compare-catalogues.js';

/** The portal's catalogues as last fetched. */
@Injectable()
export class PortalCatalogues {
  private readonly database: Kysely<unknown>;

  constructor(database: Database) {
    this.database = database.kysely('portal');
  }

  /** All entries of a kind at once: what the portal no longer lists is gone here too. */
  async replace(kind: CatalogueKind, items: readonly JsonObject[], fetchedAt: string): Promise<void> {
    const rows = items.map((item) => ({
      code: textOf(item['code']),
      name: textOf(item['name']),
      details: item['fields'] ?? null,
    }));
    await this.database.transaction().execute(async (work) => {
      // two instances that fetch at once must not mix their lists
      await sql`INSERT INTO portal.catalogue_fetches (kind, fetched_at, items) VALUES (${kind}, ${fetchedAt}, ${rows.length})
        ON CONFLICT (kind) DO UPDATE SET fetched_at = excluded.fetched_at, items = excluded.items`.execute(work);
      await sql`DELETE FROM portal.catalogue_items WHERE kind = ${kind}`.execute(work);
      await sql`INSERT INTO portal.catalogue_items (kind, code, name, details)
        SELECT ${kind}, code, max(name), coalesce((array_agg(details))[1], 'null'::jsonb)
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one(code text, name text, details jsonb)
        WHERE code <> '' GROUP BY code`.execute(work);
    });
  }

  async all(): Promise<PortalEntry[]> {
    const found = await sql<{ kind: CatalogueKind; code: string; name: string; details: JsonValue }>`
      SELECT kind, code, name, details FROM portal.catalogue_items ORDER BY kind, code`.execute(this.database);
    return found.rows;
  }

  /** When each kind was fetched. */
  async fetches(): Promise<{ readonly kind: CatalogueKind; readonly fetchedAt: string; readonly items: number }[]> {
    const found = await sql<{ kind: CatalogueKind; fetched_at: Date; items: number }>`
      SELECT kind, fetched_at, items FROM portal.catalogue_fetches ORDER BY kind`.execute(this.database);
    return found.rows.map(({ kind, fetched_at, items }) => ({ kind, fetchedAt: fetched_at.toISOString(), items }));
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
