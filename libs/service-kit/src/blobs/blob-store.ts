/** Where the bytes of scans and results rest: sealed with the dossier's key, under random names. */
export abstract class BlobStore {
  /** @returns the random id and both digests (sha256, hex) */
  abstract put(
    dossierId: string,
    bytes: Uint8Array,
  ): Promise<{ blobId: string; plainDigest: string; cipherDigest: string }>;

  /** @returns undefined when absent or when the dossier's key was destroyed */
  abstract get(dossierId: string, blobId: string): Promise<Uint8Array | undefined>;

  abstract remove(blobId: string): Promise<void>;
}
