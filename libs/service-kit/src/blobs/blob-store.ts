import type { KeyUse } from '../sealing/key-vault.js';

export interface StoredBlob {
  /** Random; says nothing about its content. */
  readonly blobId: string;
  readonly size: number;
  /** sha256 of the content, hex; personal, keep it sealed. */
  readonly plainDigest: string;
  /** sha256 of the stored bytes, hex. */
  readonly cipherDigest: string;
}

/** Where the bytes of scans and results rest: sealed with the owner's key, under random names. */
export abstract class BlobStore {
  /** Durable when it resolves. @param use see `Sealer.seal` @throws {KeysDestroyed | KeysMissing} */
  abstract put(owner: string, bytes: Uint8Array, use?: KeyUse): Promise<StoredBlob>;

  /**
   * @returns undefined when absent or when the owner's key was destroyed
   * @throws {KeysMissing} @throws when the stored bytes were changed
   */
  abstract get(owner: string, blobId: string): Promise<Buffer | undefined>;

  /** @returns sha256 of the stored bytes, hex, as `StoredBlob.cipherDigest`; undefined when absent */
  abstract digest(blobId: string): Promise<string | undefined>;

  abstract remove(blobId: string): Promise<void>;
}
