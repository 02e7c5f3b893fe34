import { Clock, Database } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { DeskConfig } from '../desk.config.js';
import { DeskTimers } from '../desk-timers.js';

export interface FileRow {
  readonly uploadId: string;
  readonly dossierId: string;
  readonly contentHmac: string;
  /** Null until the bytes have arrived. */
  readonly blobId: string | null;
  readonly mime: string;
  readonly size: number;
  readonly cipherDigest: string | null;
  /** Digest of the plaintext, with the dossier's key. */
  readonly sealed: string | null;
}

export type NewFileRow = Pick<FileRow, 'uploadId' | 'dossierId' | 'contentHmac' | 'mime' | 'size'>;

const HOUR_MS = 3_600_000;

const COLUMNS = sql`upload_id AS "uploadId", dossier_id AS "dossierId", content_hmac AS "contentHmac", blob_id AS "blobId",
  mime, size, cipher_digest AS "cipherDigest", sealed`;

/** Table `desk.files`: what was uploaded and perhaps not used yet. */
@Injectable()
export class FileRows {
  private readonly database: Kysely<unknown>;

  constructor(
    database: Database,
    private readonly timers: DeskTimers,
    private readonly clock: Clock,
    private readonly config: DeskConfig,
  ) {
    this.database = database.kysely('desk');
  }

  /** The row and the timer that removes it are there before the first byte is, so that nothing a crash leaves is forgotten. */
  async add({ uploadId, dossierId, contentHmac, mime, size }: NewFileRow): Promise<void> {
    const dueAt = new Date(Date.parse(this.clock.now()) + this.config.fileHours * HOUR_MS).toISOString();
    await this.database.transaction().execute(async (transaction) => {
      await sql`
        INSERT INTO desk.files (upload_id, dossier_id, content_hmac, mime, size)
        VALUES (${uploadId}, ${dossierId}, ${contentHmac}, ${mime}, ${size})
        ON CONFLICT DO NOTHING`.execute(transaction);
      await this.timers.set({ kind: 'file-expired', key: uploadId, dueAt, payload: {} }, transaction);
    });
  }

  /** @returns false when a repeat of the request was faster */
  async fill(uploadId: string, blob: { blobId: string; cipherDigest: string; sealed: string }): Promise<boolean> {
    const filled = await sql`
      UPDATE desk.files SET blob_id = ${blob.blobId}, cipher_digest = ${blob.cipherDigest}, sealed = ${blob.sealed}
      WHERE upload_id = ${uploadId} AND blob_id IS NULL`.execute(this.database);
    return filled.numAffectedRows === 1n;
  }

  async byUpload(uploadId: string): Promise<FileRow | undefined> {
    const { rows } = await sql<FileRow>`
      SELECT ${COLUMNS} FROM desk.files WHERE upload_id = ${uploadId}`.execute(this.database);
    return rows[0];
  }

  async byBlob(dossierId: string, blobId: string): Promise<FileRow | undefined> {
    const { rows } = await sql<FileRow>`
      SELECT ${COLUMNS} FROM desk.files WHERE blob_id = ${blobId} AND dossier_id = ${dossierId}`.execute(this.database);
    return rows[0];
  }

  /** The streams whose facts may name a file of the dossier: its own and those of its hand-overs. */
  async streamsOf(dossierId: string): Promise<string[]> {
    const { rows } = await sql<{ system: string }>`
      SELECT DISTINCT system FROM desk.deliveries WHERE dossier_id = ${dossierId}`.execute(this.database);
    return [`dossier-${dossierId}`, ...rows.map(({ system }) => `delivery-${system}-${dossierId}`)];
  }

  async remove(uploadId: string): Promise<void> {
    await sql`DELETE FROM desk.files WHERE upload_id = ${uploadId}`.execute(this.database);
  }
}
