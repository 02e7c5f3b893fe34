import { Catalogue } from '@motcua/domain';
import { AccessLog } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { DeskViews } from '../views/desk-views.js';
import type { AccessLogPage, AccessLogSearch } from './access-log.dto.js';

type Wanted = Omit<AccessLogSearch, 'dossierCode'>;

/** Looks at personal data, with the codes of the dossiers. */
@Injectable()
export class LoggedLooks {
  constructor(
    private readonly log: AccessLog,
    private readonly views: DeskViews,
    private readonly catalogue: Catalogue,
  ) {}

  /** The newest first. @param before id of the last entry of the page before */
  async page(search: AccessLogSearch, limit: number, before?: string): Promise<AccessLogPage> {
    const wanted = await this.wanted(search);
    if (wanted === undefined) return { items: [] };
    const { entries, next } = await this.log.search({ ...wanted, limit, ...(before !== undefined && { before }) });
    const codes = await this.codesOf(entries.map((entry) => entry.dossierId));
    const items = entries.map((entry) => ({ ...entry, dossierCode: codes.get(entry.dossierId) ?? null }));
    return next === undefined ? { items } : { items, next };
  }

  /** @returns the search by the dossier's id; undefined when nothing can fit */
  private async wanted({ dossierCode, ...search }: AccessLogSearch): Promise<Wanted | undefined> {
    if (dossierCode === undefined) return search;
    const dossierId = await this.dossierOf(dossierCode);
    if (dossierId === undefined || (search.dossierId ?? dossierId) !== dossierId) return undefined;
    return { ...search, dossierId };
  }

  private async dossierOf(text: string): Promise<string | undefined> {
    const read = this.catalogue.parseCode(text);
    const code = read.ok ? read.code.text : text.trim();
    const { rows } = await sql<{ dossier_id: string }>`
      SELECT dossier_id FROM desk.dossiers WHERE code = ${code} LIMIT 1`.execute(this.views.tables);
    return rows[0]?.dossier_id;
  }

  private async codesOf(dossierIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await sql<{ dossier_id: string; code: string }>`
      SELECT dossier_id, code FROM desk.dossiers
      WHERE dossier_id = ANY (${[...new Set(dossierIds)]}::uuid[]) AND code IS NOT NULL`.execute(this.views.tables);
    return new Map(rows.map(({ dossier_id, code }) => [dossier_id, code]));
  }
}
