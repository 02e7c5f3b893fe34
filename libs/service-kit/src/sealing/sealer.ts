/**
 * Seals personal data with the data key of one dossier (AES-256-GCM; the stream, the event and the key's id are bound into the
 * ciphertext, so it cannot be moved). Destroying the key makes every copy unreadable.
 *
 * `owner` is a dossier's id, or an upload's before there is a dossier.
 */
export abstract class Sealer {
  /**
   * Makes the owner's key when it has none.
   * @returns `v1.<keyId>.<iv>.<ciphertext+tag>`, the last two base64url
   * @throws {KeysDestroyed} after an erasure
   */
  abstract seal(owner: string, context: string, value: unknown): Promise<string>;

  /** @returns undefined when the key was destroyed @throws when the text was tampered with or belongs elsewhere */
  abstract open<T>(owner: string, context: string, sealed: string): Promise<T | undefined>;

  abstract sealBytes(owner: string, context: string, bytes: Uint8Array): Promise<Buffer>;

  abstract openBytes(owner: string, context: string, sealed: Uint8Array): Promise<Buffer | undefined>;

  /** Erasure. See `KeyVault.destroy`. */
  abstract destroyKeys(owners: readonly string[]): Promise<{ destroyed: number; rewrapped: number }>;

  /** See `KeyVault.forget`: for uploads only. */
  abstract forget(owner: string): Promise<void>;

  /** HMAC of normalised text with the installation's secret: finds a person's dossiers without knowing him. Hex. */
  abstract blindIndex(purpose: string, text: string): string;

  /** A UUIDv5 in the installation's secret namespace: the same words always give the same id, and nobody outside can guess it. */
  abstract uuid(...words: readonly string[]): string;
}

/** The context that binds a sealed event: its stream and its id. */
export function eventContext(stream: string, eventId: string): string {
  return `${stream}|${eventId}`;
}
