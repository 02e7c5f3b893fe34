import type { Pool } from 'pg';

/** A file that was uploaded and has a key of its own until a dossier takes it. */
export interface PersonUpload {
  readonly uploadId: string;
  /** Its own bytes and the copies under the keys of erased dossiers. */
  readonly blobIds: readonly string[];
}

/**
 * The uploads that were taken, or were about to be taken, by these dossiers; and those that wait under the person's account, where
 * it is known. Empty in an installation without intake.
 *
 * @param account opaque subject id of the person's account
 */
export async function uploadsOf(
  pool: Pool,
  dossierIds: readonly string[],
  account: string | undefined,
): Promise<PersonUpload[]> {
  if (!(await hasUploads(pool))) return [];
  const { rows } = await pool.query<{ upload_id: string; blob_ids: string[] }>(
    `SELECT upload_id, array_remove(array_agg(copy.blob_id) || upload.blob_id, NULL) AS blob_ids
     FROM intake.uploads upload
     LEFT JOIN (SELECT * FROM intake.upload_copies WHERE dossier_id = ANY ($1::uuid[])) copy USING (upload_id)
     WHERE upload.spent_by = ANY ($1::uuid[])
        OR upload.spent_by IS NULL AND (upload.subject = $2 OR copy.upload_id IS NOT NULL)
     GROUP BY upload_id, upload.blob_id`,
    [dossierIds, account ?? null],
  );
  return rows.map(({ upload_id, blob_ids }) => ({ uploadId: upload_id, blobIds: blob_ids }));
}

/** Their rows go last, so that an interrupted erasure finds them again. */
export async function forgetUploads(pool: Pool, uploads: readonly PersonUpload[]): Promise<void> {
  if (uploads.length === 0) return;
  const ids = uploads.map(({ uploadId }) => uploadId);
  await pool.query('DELETE FROM intake.uploads WHERE upload_id = ANY ($1::uuid[])', [ids]);
}

async function hasUploads(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('intake.uploads') IS NOT NULL AND to_regclass('intake.upload_copies') IS NOT NULL AS there`,
  );
  return rows[0]!.there;
}
