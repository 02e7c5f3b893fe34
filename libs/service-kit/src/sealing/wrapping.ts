import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

const ivLength = 12;
const tagLength = 16;

/** AES-256-GCM with a random 96-bit IV; `bound` is authenticated, not encrypted. @returns iv, ciphertext and tag in one */
export function encrypt(key: Buffer | KeyObject, plain: Uint8Array, bound: string): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the key, the bound text or a byte differs */
export function decrypt(key: Buffer | KeyObject, sealed: Uint8Array, bound: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength));
  decipher.setAAD(Buffer.from(bound, 'utf8'));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagLength));
  return Buffer.concat([decipher.update(bytes.subarray(ivLength, bytes.length - tagLength)), decipher.final()]);
}
