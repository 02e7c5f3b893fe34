import { type PaperMark, readMark } from './paper-mark.js';

/** A public key as it is published (JWK, RFC 8037). */
export interface PaperKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly use: 'sig';
  readonly alg: 'EdDSA';
  readonly kid: string;
  /** 32 bytes, base64url. */
  readonly x: string;
}

/** The keys of an installation, retired ones included: papers live longer than keys. */
export interface PaperKeySet {
  readonly keys: readonly PaperKey[];
}

export type MarkVerdict =
  | { readonly verdict: 'valid' | 'forged' | 'unknownKey'; readonly mark: PaperMark; readonly keyId: string }
  /** It is no mark at all, or was not read to its end. */
  | { readonly verdict: 'unreadable' };

/**
 * Says whether a mark was signed with one of these keys. Needs no network; runs in browsers and in Node.
 *
 * @param text the mark, or the address that the QR code holds
 * @throws {DOMException} `NotSupportedError` in a browser that knows no Ed25519
 */
export async function verifyMark(text: string, { keys }: PaperKeySet): Promise<MarkVerdict> {
  const read = readMark(text);
  if (read === undefined) return { verdict: 'unreadable' };
  const { mark, keyId, signed, signature } = read;
  const known = keys.find(({ kid }) => kid === keyId);
  if (known === undefined) return { verdict: 'unknownKey', mark, keyId };
  const { kty, crv, x } = known;
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
  const genuine = await crypto.subtle.verify('Ed25519', key, signature, signed);
  return { verdict: genuine ? 'valid' : 'forged', mark, keyId };
}
