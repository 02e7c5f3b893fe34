import { type BlobStore, type Sealer, eventContext } from '@motcua/service-kit';
import type { Pool } from 'pg';
import type { SelfCheck } from './certificate.js';
import type { DossierTraces } from './erasure-plan.js';

/** Tries to open everything that must not open any more. */
export async function checkGone(
  parts: { readonly sealer: Sealer; readonly blobs: BlobStore; readonly pool: Pool },
  traces: ReadonlyMap<string, DossierTraces>,
  owners: readonly string[],
  moreBlobIds: readonly string[],
): Promise<SelfCheck> {
  let [textsTried, textsOpened, filesLeft] = [0, 0, 0];
  for (const [dossierId, { sealed, blobIds }] of traces) {
    for (const one of sealed) {
      textsTried += 1;
      const opened = await parts.sealer.open(dossierId, eventContext(one.stream, one.eventId), one.sealed);
      if (opened !== undefined) textsOpened += 1;
    }
    filesLeft += await present(parts.blobs, blobIds);
  }
  filesLeft += await present(parts.blobs, moreBlobIds);
  return { textsTried, textsOpened, filesLeft, keysLeft: await keysOf(parts.pool, owners) };
}

async function present(blobs: BlobStore, blobIds: readonly string[]): Promise<number> {
  const digests = await Promise.all(blobIds.map((blobId) => blobs.digest(blobId)));
  return digests.filter((digest) => digest !== undefined).length;
}

async function keysOf(pool: Pool, owners: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM keys.data_keys WHERE owner = ANY ($1::uuid[]) AND wrapped IS NOT NULL',
    [owners],
  );
  return rows[0]!.count;
}
