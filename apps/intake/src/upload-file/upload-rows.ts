import { Database } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { IntakeConfig } from '../intake.config.js';
import { IntakeTimers } from '../intake-timers.js';

export interface UploadRow {
  readonly uploadId: string;
  readonly subject: string;
  /** Null until the bytes have arrived. */
  readonly blobId: string | null;
  readonly mime: string | null;
  readonly size: number | null;
  /** Name and digest of the plaintext, with the upload's key. */
  readonly sealed: string | null;
  /** The dossier that took it. */
  readonly spentBy: string | null;
}

export interface UploadCopy {
  readonly blobId: string;
  readonly cipherDigest: string;
  /** As `UploadRow.sealed`, with the dossier's key. */
  readonly sealed: string;
}

/** Table `intake.uploads` and what was copied out of it. */
@Injectable()
export class UploadRows {
  private readonly database: Kysely<unknown>;

  constructor(
    database: Database,
    private readonly timers: IntakeTimers,
    private readonly config: IntakeConfig,
  ) {
    this.database = database.kysely('intake');
  }

  /** Makes the row together with the timer that will remove it. @returns when */
  async add(uploadId: string, subject: string): Promise<string> {
    return this.database.transaction().execute(async (transaction) => {
      const { dueAt } = await this.timers.remind('upload-expired', uploadId, this.config.uploadHours, transaction);
      await sql`
        INSERT INTO intake.uploads (upload_id, subject, expires_at) VALUES (${uploadId}, ${subject}, ${dueAt})`.execute(
        transaction,
      );
      return dueAt;
    });
  }

  async fill(
    uploadId: string,
    { blobId, mime, size, sealed }: { blobId: string; mime: string; size: number; sealed: string },
  ): Promise<void> {
    await sql`
      UPDATE intake.uploads SET blob_id = ${blobId}, mime = ${mime}, size = ${size}, sealed = ${sealed}
      WHERE upload_id = ${uploadId}`.execute(this.database);
  }

  async of(uploadIds: readonly string[]): Promise<Map<string, UploadRow>> {
    if (uploadIds.length === 0) return new Map();
    const { rows } = await sql<UploadRow>`
      SELECT upload_id AS "uploadId", subject, blob_id AS "blobId", mime, size, sealed, spent_by AS "spentBy"
      FROM intake.uploads WHERE upload_id = ANY (${uploadIds}::uuid[])`.execute(this.database);
    return new Map(rows.map((row) => [row.uploadId, row]));
  }

  /** @returns the rows that this call marked */
  async spend(uploadIds: readonly string[], dossierId: string): Promise<Pick<UploadRow, 'uploadId' | 'blobId'>[]> {
    if (uploadIds.length === 0) return [];
    const { rows } = await sql<Pick<UploadRow, 'uploadId' | 'blobId'>>`
      UPDATE intake.uploads SET spent_by = ${dossierId}
      WHERE upload_id = ANY (${uploadIds}::uuid[]) AND spent_by IS NULL
      RETURNING upload_id AS "uploadId", blob_id AS "blobId"`.execute(this.database);
    return rows;
  }

  async copy(uploadId: string, dossierId: string): Promise<UploadCopy | undefined> {
    const { rows } = await sql<UploadCopy>`
      SELECT blob_id AS "blobId", cipher_digest AS "cipherDigest", sealed
      FROM intake.upload_copies WHERE upload_id = ${uploadId} AND dossier_id = ${dossierId}`.execute(this.database);
    return rows[0];
  }

  /** @returns the copy that counts: the first one that was added */
  async addCopy(
    uploadId: string,
    dossierId: string,
    { blobId, cipherDigest, sealed }: UploadCopy,
  ): Promise<UploadCopy> {
    await sql`
      INSERT INTO intake.upload_copies (upload_id, dossier_id, blob_id, cipher_digest, sealed)
      VALUES (${uploadId}, ${dossierId}, ${blobId}, ${cipherDigest}, ${sealed})
      ON CONFLICT DO NOTHING`.execute(this.database);
    return (await this.copy(uploadId, dossierId))!;
  }

  async copiesOf(uploadId: string): Promise<{ dossierId: string; blobId: string }[]> {
    const { rows } = await sql<{ dossierId: string; blobId: string }>`
      SELECT dossier_id AS "dossierId", blob_id AS "blobId"
      FROM intake.upload_copies WHERE upload_id = ${uploadId}`.execute(this.database);
    return rows;
  }

  async remove(uploadId: string): Promise<void> {
    await sql`DELETE FROM intake.uploads WHERE upload_id = ${uploadId}`.execute(this.database);
  }
}
