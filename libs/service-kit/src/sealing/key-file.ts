import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The secrets of an installation. They live outside the data folder, so that a stolen data folder opens nothing. */
export interface KeyRing {
  /** Seeds blind indexes, guess-proof identifiers and file links; never changes. */
  readonly installationSecret: Buffer;
  /** The master key that wraps new data keys. */
  readonly currentId: string;
  /**
   * All master keys still in force; more than one only while living keys are being rewrapped. Prepared: with plain bytes each use
   * would take three times as long.
   */
  readonly masters: ReadonlyMap<string, KeyObject>;
}

/** The key file is missing, unreadable or damaged; the message names the file, never its content. */
export class KeyFileFault extends Error {
  override readonly name = 'KeyFileFault';
}

export function newMasterKey(): { id: string; key: KeyObject } {
  return { id: `m-${randomBytes(6).toString('hex')}`, key: createSecretKey(randomBytes(32)) };
}

export function newKeyRing(): KeyRing {
  const { id, key } = newMasterKey();
  return { installationSecret: randomBytes(32), currentId: id, masters: new Map([[id, key]]) };
}

/** @throws {KeyFileFault} */
export async function readKeyFile(path: string): Promise<KeyRing> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new KeyFileFault(`key file ${path} cannot be read (${error.code ?? 'unknown error'})`);
  });
  try {
    const stored = JSON.parse(text) as {
      installationSecret: string;
      currentId: string;
      masters: Record<string, string>;
    };
    const masters = new Map(Object.entries(stored.masters).map(([id, key]) => [id, createSecretKey(key, 'base64')]));
    const installationSecret = Buffer.from(stored.installationSecret, 'base64');
    const sound = installationSecret.length === 32 && masters.has(stored.currentId);
    if (!sound || [...masters.values()].some((key) => key.symmetricKeySize !== 32)) throw new Error('incomplete');
    return { installationSecret, currentId: stored.currentId, masters };
  } catch {
    throw new KeyFileFault(`key file ${path} is damaged: not a key ring of this product`);
  }
}

/**
 * Writes the ring so that a crash leaves the old file or the new one, readable only by its owner. The old content is
 * overwritten in place first, because a renamed-over file may live on in unused blocks.
 */
export async function writeKeyFile(path: string, ring: KeyRing): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const masters = Object.fromEntries([...ring.masters].map(([id, key]) => [id, key.export().toString('base64')]));
  const text = JSON.stringify({
    installationSecret: ring.installationSecret.toString('base64'),
    currentId: ring.currentId,
    masters,
  });
  const old = await open(path, 'r+').catch(() => undefined);
  await writeDurably(`${path}.new`, text);
  await rename(`${path}.new`, path);
  if (old !== undefined) {
    const { size } = await old.stat();
    await old.write(randomBytes(Math.max(size, 1)), 0, size, 0);
    await old.datasync();
    await old.close();
  }
  await syncFolder(dirname(path));
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  await file.writeFile(text);
  await file.sync();
  await file.close();
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync();
  await folder.close();
}
