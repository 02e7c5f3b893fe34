/**
 * Seals personal data with the data key of one dossier (AES-256-GCM; the stream, the event and the key's id are bound into the
 * ciphertext, so it cannot be moved). Destroying the key makes every copy unreadable.
 */
export abstract class Sealer {
  /** Creates the dossier's key when it has none. @returns `v1.<keyId>.<iv>.<ciphertext+tag>`, base64url parts */
  abstract seal(dossierId: string, context: string, value: unknown): Promise<string>;

  /** @returns undefined when the key was destroyed @throws when the text was tampered with or belongs elsewhere */
  abstract open<T>(dossierId: string, context: string, sealed: string): Promise<T | undefined>;

  /** HMAC of normalised text with the installation's secret: finds a person's dossiers without knowing him. Hex. */
  abstract blindIndex(purpose: string, text: string): string;

  /** A UUIDv5 in the installation's secret namespace: the same words always give the same id, and nobody outside can guess it. */
  abstract uuid(...words: readonly string[]): string;
}

/** The context that binds a sealed event: its stream and its id. */
export function eventContext(stream: string, eventId: string): string {
  return `${stream}|${eventId}`;
}
