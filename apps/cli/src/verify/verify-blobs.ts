import type { EventStore } from '@motcua/event-store';
import type { BlobStore } from '@motcua/service-kit';
import { eventsOf } from '../events.js';

export interface BlobsReport {
  readonly blobs: number;
  /** Of dossiers that were erased: not there, as it should be. */
  readonly erased: number;
  readonly faults: readonly string[];
}

interface NamedFiles {
  readonly digests: ReadonlyMap<string, { readonly digest: string; readonly dossierId: string }>;
  readonly shredded: ReadonlySet<string>;
}

/** Every file that a dossier names is there, with the bytes that were stored; nothing is opened for it. */
export async function verifyBlobs(store: EventStore, blobs: BlobStore): Promise<BlobsReport> {
  const { digests, shredded } = await namedFiles(store);
  const faults: string[] = [];
  let erased = 0;
  for (const [blobId, { digest, dossierId }] of digests) {
    const isErased = shredded.has(dossierId);
    if (isErased) erased += 1;
    const fault = faultOf(await blobs.digest(blobId), isErased ? undefined : digest);
    if (fault !== undefined) faults.push(`file ${blobId} of dossier ${dossierId} ${fault}`);
  }
  return { blobs: digests.size, erased, faults };
}

async function namedFiles(store: EventStore): Promise<NamedFiles> {
  const digests = new Map<string, { digest: string; dossierId: string }>();
  const shredded = new Set<string>();
  for await (const { type, data } of eventsOf(store, { categories: ['dossier'] })) {
    const dossierId = String(data['dossierId']);
    if (type === 'SubjectErased' && data['policy'] === 'shred') shredded.add(dossierId);
    for (const [blobId, digest] of digestsIn(data)) digests.set(blobId, { digest, dossierId });
  }
  return { digests, shredded };
}

/** @param expected undefined = the file must be gone */
function faultOf(found: string | undefined, expected: string | undefined): string | undefined {
  if (found === expected) return undefined;
  if (found === undefined) return 'is missing';
  return expected === undefined ? 'was erased and is still there' : 'was changed';
}

/** Pairs of a blob's id and the digest of its stored bytes. */
function digestsIn(data: unknown): [string, string][] {
  if (Array.isArray(data)) return data.flatMap(digestsIn);
  if (typeof data !== 'object' || data === null) return [];
  const { blobId, cipherDigest, blobDigest } = data as Record<string, unknown>;
  const digest = cipherDigest ?? blobDigest;
  const own: [string, string][] = typeof blobId === 'string' && typeof digest === 'string' ? [[blobId, digest]] : [];
  return [...own, ...Object.values(data).flatMap(digestsIn)];
}
