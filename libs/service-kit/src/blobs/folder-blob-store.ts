import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeyUse } from '../sealing/key-vault.js';
import type { Sealer } from '../sealing/sealer.js';
import { BlobStore, type StoredBlob } from './blob-store.js';

const blobName = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Blobs as files: `<folder>/<first two characters>/<id>`, written beside and renamed, so a reader never sees half a file. */
export class FolderBlobStore extends BlobStore {
  constructor(
    private readonly folder: string,
    private readonly sealer: Sealer,
  ) {
    super();
  }

  override async put(owner: string, bytes: Uint8Array, use: KeyUse = 'known'): Promise<StoredBlob> {
    const blobId = randomUUID();
    const sealed = await this.sealer.sealBytes(owner, `blob|${blobId}`, bytes, use);
    const path = this.path(blobId);
    await mkdir(dirname(path), { recursive: true });
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(sealed);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
    await syncFolder(dirname(path));
    return { blobId, size: bytes.byteLength, plainDigest: sha256(bytes), cipherDigest: sha256(sealed) };
  }

  override async get(owner: string, blobId: string): Promise<Buffer | undefined> {
    const sealed = await this.stored(blobId);
    return sealed === undefined ? undefined : this.sealer.openBytes(owner, `blob|${blobId}`, sealed);
  }

  override async digest(blobId: string): Promise<string | undefined> {
    const sealed = await this.stored(blobId);
    return sealed === undefined ? undefined : sha256(sealed);
  }

  override async remove(blobId: string): Promise<void> {
    await rm(this.path(blobId), { force: true });
  }

  private async stored(blobId: string): Promise<Buffer | undefined> {
    return readFile(this.path(blobId)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  }

  private path(blobId: string): string {
    if (!blobName.test(blobId)) throw new Error('not a blob id');
    return join(this.folder, blobId.slice(0, 2), blobId);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync();
  await folder.close();
}
