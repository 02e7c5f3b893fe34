import { Database } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { IntakeTimers } from '../intake-timers.js';

/** Our choice. */
export const DRAFT_DAYS = 30;

export interface DraftRow {
  readonly draftId: string;
  readonly procedureCode: string;
  readonly version: number;
  readonly savedAt: Date;
  readonly expiresAt: Date;
  /** Null once it was submitted. */
  readonly sealed: string | null;
  readonly dossierId: string | null;
}

export interface SavedDraft {
  readonly draftId: string;
  readonly subject: string;
  readonly procedureCode: string;
  readonly sealed: string;
}

const COLUMNS = sql`draft_id AS "draftId", procedure_code AS "procedureCode", version, saved_at AS "savedAt",
  expires_at AS "expiresAt", sealed, dossier_id AS "dossierId"`;

/** Table `intake.drafts`. Every question names the account, so a draft of somebody else is never found. */
@Injectable()
export class DraftRows {
  private readonly database: Kysely<unknown>;

  constructor(
    database: Database,
    private readonly timers: IntakeTimers,
  ) {
    this.database = database.kysely('intake');
  }

  async of(draftId: string, subject: string): Promise<DraftRow | undefined> {
    const { rows } = await sql<DraftRow>`
      SELECT ${COLUMNS} FROM intake.drafts WHERE draft_id = ${draftId} AND subject = ${subject}`.execute(this.database);
    return rows[0];
  }

  /** Drafts that were not submitted, the last saved first. */
  async open(subject: string): Promise<readonly DraftRow[]> {
    const { rows } = await sql<DraftRow>`
      SELECT ${COLUMNS} FROM intake.drafts WHERE subject = ${subject} AND dossier_id IS NULL
      ORDER BY saved_at DESC, draft_id`.execute(this.database);
    return rows;
  }

  /** Makes the row together with the timer that will remove it. @returns undefined when the id is taken, by whomever */
  async add({ draftId, subject, procedureCode, sealed }: SavedDraft): Promise<DraftRow | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      const { now, dueAt } = this.timers.in(DRAFT_DAYS * 24);
      const { rows } = await sql<DraftRow>`
        INSERT INTO intake.drafts (draft_id, subject, procedure_code, version, sealed, saved_at, expires_at)
        VALUES (${draftId}, ${subject}, ${procedureCode}, 1, ${sealed}, ${now}, ${dueAt})
        ON CONFLICT (draft_id) DO NOTHING RETURNING ${COLUMNS}`.execute(transaction);
      if (rows.length > 0)
        await this.timers.set({ kind: 'draft-expired', key: draftId, dueAt, payload: {} }, transaction);
      return rows[0];
    });
  }

  /** @returns undefined when the draft has another version by now, was submitted, or is not this person's */
  async change({ draftId, subject, sealed }: SavedDraft, version: number): Promise<DraftRow | undefined> {
    const { rows } = await sql<DraftRow>`
      UPDATE intake.drafts SET sealed = ${sealed}, version = version + 1, saved_at = ${this.timers.in(0).now}
      WHERE draft_id = ${draftId} AND subject = ${subject} AND version = ${version} AND dossier_id IS NULL
      RETURNING ${COLUMNS}`.execute(this.database);
    return rows[0];
  }

  /** The content goes at once; the row stays until its time is over and tells what became of the draft. */
  async submitted(draftId: string, subject: string, dossierId: string): Promise<boolean> {
    const { rows } = await sql`
      UPDATE intake.drafts SET sealed = NULL, dossier_id = ${dossierId}
      WHERE draft_id = ${draftId} AND subject = ${subject} RETURNING 1`.execute(this.database);
    return rows.length > 0;
  }

  /** @returns whether it was there */
  async remove(draftId: string, subject?: string): Promise<boolean> {
    const { rows } = await sql`
      DELETE FROM intake.drafts
      WHERE draft_id = ${draftId} AND (${subject ?? null}::text IS NULL OR subject = ${subject ?? null}) RETURNING 1`.execute(
      this.database,
    );
    return rows.length > 0;
  }
}
