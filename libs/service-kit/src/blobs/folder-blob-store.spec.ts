import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { FolderBlobStore } from './folder-blob-store.js';

describe('blobs in a folder', () => {
  let folder: string;
  const sealer = new VaultSealer(new MemoryKeyVault());
  const owner = randomUUID();
  const scan = Buffer.from('%PDF-1.4 NGUYỄN VĂN MẪU');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blobs-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function onlyFile(): Promise<string> {
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const file = names.find((entry) => entry.isFile())!;
    return join(file.parentPath, file.name);
  }

  it('gives back the bytes and keeps only ciphertext', async () => {
    const blobs = new FolderBlobStore(folder, sealer);
    const { blobId, size, cipherDigest } = await blobs.put(owner, scan, 'first');
    expect(size).toBe(scan.length);
    expect(await blobs.digest(blobId)).toBe(cipherDigest);
    expect((await blobs.get(owner, blobId))?.equals(scan)).toBe(true);
    expect((await readFile(await onlyFile())).includes('MẪU')).toBe(false);
  });

  it('notices a changed byte', async () => {
    const blobs = new FolderBlobStore(folder, sealer);
    const { blobId } = await blobs.put(owner, scan, 'first');
    const path = await onlyFile();
    const bytes = await readFile(path);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    await expect(blobs.get(owner, blobId)).rejects.toThrow(/authenticate/);
  });

  it('knows no blob that is not there, and takes no path for an id', async () => {
    const blobs = new FolderBlobStore(folder, sealer);
    expect(await blobs.get(owner, randomUUID())).toBeUndefined();
    expect(await blobs.digest(randomUUID())).toBeUndefined();
    await expect(blobs.get(owner, '../../etc/passwd')).rejects.toThrow('not a blob id');
  });

  it('removes', async () => {
    const blobs = new FolderBlobStore(folder, sealer);
    const { blobId } = await blobs.put(owner, scan, 'first');
    await blobs.remove(blobId);
    expect(await blobs.get(owner, blobId)).toBeUndefined();
  });
});
