import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { type DataKey, KeysMissing, type KeyUse, type KeyVault } from './key-vault.js';
import { Sealer } from './sealer.js';
import { decrypt, encrypt } from './wrapping.js';

/** How long an opened key may stay in memory: also the longest that one stays after an erasure whose notice was lost. */
const cacheMs = 60_000;
const cacheSize = 20_000;
/** More owners without their key are not told apart: the whole vault is of another day. */
const MOST_MISSED = 100_000;

/** Prepared once: with plain bytes each use would take three times as long. */
interface OpenKey {
  readonly keyId: string;
  readonly key: KeyObject;
  /** Milliseconds of the system's clock. */
  readonly until: number;
}

/** The sealer over a key vault, with a short memory for opened keys. */
export class VaultSealer extends Sealer {
  /** Two halves: when the young one is full it becomes the old one, whose keys go all at once; no key costs a search. */
  private young = new Map<string, OpenKey>();
  private old = new Map<string, OpenKey>();
  private readonly secret: KeyObject;
  private readonly missed = new Set<string>();
  /** Goes up when keys were destroyed: what was read before is not remembered after. */
  private generation = 0;

  constructor(private readonly vault: KeyVault) {
    super();
    this.secret = createSecretKey(vault.installationSecret);
  }

  /** A sealer that forgets its opened keys as soon as another process destroys keys. Close it. */
  static following(vault: KeyVault): VaultSealer {
    const sealer = new VaultSealer(vault);
    vault.watch(() => sealer.forgetAll());
    return sealer;
  }

  close(): Promise<void> {
    return this.vault.close();
  }

  override async seal(dossierId: string, context: string, value: unknown, use: KeyUse = 'known'): Promise<string> {
    const { keyId, key } = await this.current(dossierId, use);
    const sealed = encrypt(key, Buffer.from(JSON.stringify(value), 'utf8'), `${context}|${keyId}`);
    return `v1.${keyId}.${sealed.subarray(0, 12).toString('base64url')}.${sealed.subarray(12).toString('base64url')}`;
  }

  override async open<T>(dossierId: string, context: string, sealed: string): Promise<T | undefined> {
    const [version, keyId, iv, rest] = sealed.split('.');
    if (version !== 'v1' || keyId === undefined || iv === undefined || rest === undefined) {
      throw new Error('not a sealed text of version 1');
    }
    const found = await this.byId(dossierId, keyId);
    if (found === undefined) return undefined;
    const bytes = Buffer.concat([Buffer.from(iv, 'base64url'), Buffer.from(rest, 'base64url')]);
    return JSON.parse(decrypt(found.key, bytes, `${context}|${keyId}`).toString('utf8')) as T;
  }

  override async sealBytes(owner: string, context: string, bytes: Uint8Array, use: KeyUse = 'known'): Promise<Buffer> {
    const { keyId, key } = await this.current(owner, use);
    const head = Buffer.from(keyId, 'utf8');
    return Buffer.concat([Buffer.from([1, head.length]), head, encrypt(key, bytes, `${context}|${keyId}`)]);
  }

  override async openBytes(owner: string, context: string, sealed: Uint8Array): Promise<Buffer | undefined> {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const end = 2 + (bytes[1] ?? 0);
    if (bytes[0] !== 1 || bytes.length < end) throw new Error('not sealed bytes of version 1');
    const keyId = bytes.subarray(2, end).toString('utf8');
    const found = await this.byId(owner, keyId);
    return found === undefined ? undefined : decrypt(found.key, bytes.subarray(end), `${context}|${keyId}`);
  }

  override async destroyKeys(owners: readonly string[]): Promise<{ destroyed: number; rewrapped: number }> {
    const outcome = await this.vault.destroy(owners);
    this.forgetAll();
    return outcome;
  }

  override async forget(owner: string): Promise<void> {
    this.drop(owner);
    await this.vault.forget(owner);
  }

  override get missing(): number {
    return this.missed.size;
  }

  override blindIndex(purpose: string, text: string): string {
    const normalised = text.normalize('NFC').trim().toLocaleLowerCase('vi').replace(/\s+/g, ' ');
    return createHmac('sha256', this.secret).update(`${purpose}|${normalised}`, 'utf8').digest('hex');
  }

  override uuid(...words: readonly string[]): string {
    const namespace = createHmac('sha256', this.secret).update('uuid').digest().subarray(0, 16);
    const hash = createHash('sha1').update(namespace).update(JSON.stringify(words), 'utf8').digest().subarray(0, 16);
    hash[6] = (hash[6]! & 0x0f) | 0x50;
    hash[8] = (hash[8]! & 0x3f) | 0x80;
    return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  private forgetAll(): void {
    this.generation += 1;
    this.young.clear();
    this.old.clear();
  }

  private async current(owner: string, use: KeyUse): Promise<OpenKey> {
    const { generation } = this;
    const known = this.cached(owner);
    if (known !== undefined) return known;
    return this.remember(await this.met(owner, this.vault.keyOf(owner, use)), generation);
  }

  /** Keeps count of the owners without their key. */
  private async met<Found>(owner: string, asked: Promise<Found>): Promise<Found> {
    try {
      const found = await asked;
      if (this.missed.size > 0) this.missed.delete(owner);
      return found;
    } catch (error) {
      if (error instanceof KeysMissing && this.missed.size < MOST_MISSED) this.missed.add(owner);
      throw error;
    }
  }

  private byId(owner: string, keyId: string): OpenKey | Promise<OpenKey | undefined> {
    const known = this.cached(owner);
    return known?.keyId === keyId ? known : this.fromVault(owner, keyId);
  }

  private async fromVault(owner: string, keyId: string): Promise<OpenKey | undefined> {
    const { generation } = this;
    const found = await this.met(owner, this.vault.keyById(owner, keyId));
    const known = this.cached(owner); // another caller of the same moment may have been before
    if (known?.keyId === keyId) return known;
    return found === undefined ? undefined : this.remember(found, generation);
  }

  private cached(owner: string): OpenKey | undefined {
    const key = this.young.get(owner) ?? this.old.get(owner);
    if (key === undefined || key.until > Date.now()) return key;
    this.drop(owner);
    return undefined;
  }

  private remember({ keyId, owner, key: bytes }: DataKey, generation: number): OpenKey {
    const key = { keyId, key: createSecretKey(bytes), until: Date.now() + cacheMs };
    if (generation !== this.generation) return key;
    if (this.young.size >= cacheSize / 2) [this.old, this.young] = [this.young, new Map()];
    this.young.set(owner, key);
    return key;
  }

  private drop(owner: string): void {
    this.young.delete(owner);
    this.old.delete(owner);
  }
}
