import type { KeyUse } from './key-vault.js';

/**
 * Seals personal data with the data key of one dossier (AES-256-GCM; the stream, the event and the key's id are bound into the
 * ciphertext, so it cannot be moved). Destroying the key makes every copy unreadable.
 *
 * `owner` is a dossier's id, or an upload's before there is a dossier.
 */
export abstract class Sealer {
  /**
   * @param use default `known`: an owner without a key is not given one
   * @returns `v1.<keyId>.<iv>.<ciphertext+tag>`, the last two base64url
   * @throws {KeysDestroyed} after an erasure
   * @throws {KeysMissing} the owner's key did not come back with the keys that were restored
   */
  abstract seal(owner: string, context: string, value: unknown, use?: KeyUse): Promise<string>;

  /**
   * @returns undefined when the key was destroyed, and only then
   * @throws {KeysMissing} nobody destroyed the key, and it is not there @throws when the text was tampered with or belongs elsewhere
   */
  abstract open<T>(owner: string, context: string, sealed: string): Promise<T | undefined>;

  /** As `seal`. */
  abstract sealBytes(owner: string, context: string, bytes: Uint8Array, use?: KeyUse): Promise<Buffer>;

  /** As `open`. */
  abstract openBytes(owner: string, context: string, sealed: Uint8Array): Promise<Buffer | undefined>;

  /** Erasure. See `KeyVault.destroy`. */
  abstract destroyKeys(owners: readonly string[]): Promise<{ destroyed: number; rewrapped: number }>;

  /** See `KeyVault.forget`: for uploads only. */
  abstract forget(owner: string): Promise<void>;

  /** How many owners were last met here without their key. */
  get missing(): number {
    return 0;
  }

  /** HMAC of normalised text with the installation's secret: finds a person's dossiers without knowing him. Hex. */
  abstract blindIndex(purpose: string, text: string): string;

  /** A UUIDv5 in the installation's secret namespace: the same words always give the same id, and nobody outside can guess it. */
  abstract uuid(...words: readonly string[]): string;
}

/** The context that binds a sealed event: its stream and its id. */
export function eventContext(stream: string, eventId: string): string {
  return `${stream}|${eventId}`;
}
