import type { Dossier } from '@motcua/domain';
import { type Actor, type Page, Sealer, decodeCursor, pageOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { DossierCodes } from '../track-dossier/dossier-codes.js';
import { PublicStatuses } from '../track-dossier/public-status.js';
import { ShownRows } from '../track-dossier/shown-rows.js';
import type { OwnDossierLine } from './own-dossier.dto.js';

interface ListRow {
  readonly dossier_id: string;
  readonly submitted_at: string;
  readonly state: Dossier;
}

/** Whose dossiers are whose, as the read model knows it. */
@Injectable()
export class OwnList {
  constructor(
    private readonly rows: ShownRows,
    private readonly codes: DossierCodes,
    private readonly statuses: PublicStatuses,
    private readonly sealer: Sealer,
  ) {}

  /** @param dossierCode only the dossier with this code, in any spelling */
  async page(
    actor: Actor,
    { cursor, limit, dossierCode }: { readonly cursor?: string; readonly limit: number; readonly dossierCode?: string },
  ): Promise<Page<OwnDossierLine>> {
    const [before, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, 2);
    const only = dossierCode === undefined ? null : await this.codes.shownUnder(dossierCode);
    if (only === undefined) return { items: [] };
    const rows = await this.rows.of(sql<ListRow>`
      SELECT DISTINCT o.submitted_at, o.dossier_id, s.state
      FROM intake.dossier_owners o JOIN intake.dossier_states s USING (dossier_id)
      WHERE o.owner = ANY (${this.ownersOf(actor)})
        AND (${only}::uuid IS NULL OR o.dossier_id = ${only}::uuid)
        AND (${before}::text IS NULL OR (o.submitted_at, o.dossier_id::text) < (${before}::text, ${id}::text))
      ORDER BY o.submitted_at DESC, o.dossier_id DESC LIMIT ${limit + 1}`);
    return pageOf(
      rows,
      limit,
      ({ dossier_id, state }) => ({ dossierId: dossier_id, ...this.statuses.of(state)! }),
      ({ submitted_at, dossier_id }) => [submitted_at, dossier_id],
    );
  }

  private ownersOf({ subject, personalId }: Actor): string[] {
    const account = `account:${subject}`;
    return personalId === undefined ? [account] : [account, `person:${this.sealer.blindIndex('person', personalId)}`];
  }
}
