import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const BYTES = 32;
const NONCE = 12;
const TAG = 16;

/**
 * What the cookie of a session holds: 32 random bytes. The server keeps nothing that leads back to them: a row is found by their
 * SHA-256 and opened by a key derived from them, so the table tells nobody anything, and with the cookie the row's content is gone.
 */
export class SessionSecret {
  private constructor(private readonly bytes: Buffer) {}

  static random(): SessionSecret {
    return new SessionSecret(randomBytes(BYTES));
  }

  /** @param text of a cookie; undefined when it cannot be one of ours */
  static read(text: string | undefined): SessionSecret | undefined {
    if (text === undefined || !/^[A-Za-z0-9_-]{43}$/.test(text)) return undefined;
    const bytes = Buffer.from(text, 'base64url');
    return bytes.length === BYTES && bytes.toString('base64url') === text ? new SessionSecret(bytes) : undefined;
  }

  /** 43 characters of base64url. */
  get text(): string {
    return this.bytes.toString('base64url');
  }

  /** Of the row. */
  get id(): Buffer {
    return createHash('sha256').update(this.bytes).digest();
  }

  /** AES-256-GCM. */
  seal(content: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.key(), nonce);
    return Buffer.concat([nonce, cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws when it was sealed with another secret, or changed */
  open(sealed: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', this.key(), sealed.subarray(0, NONCE));
    decipher.setAuthTag(sealed.subarray(-TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
  }

  private key(): Buffer {
    return Buffer.from(hkdfSync('sha256', this.bytes, '', 'motcua session claims', 32));
  }
}
