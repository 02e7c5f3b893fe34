import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type CryptoKey, type JWK, SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose';

import { randomId } from '../ids/uuid.js';
import type { Role } from './actor.js';
import type { AuthOptions } from './token-verifier.js';

export interface DemoClaims {
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly units?: readonly string[];
  readonly personalId?: string;
  readonly clientId?: string;
}

const ISSUER = 'urn:motcua:demo-issuer';
const AUDIENCE = 'motcua';

/**
 * Mints tokens for the demo and for tests, with an ES256 key of its own that is kept in a folder. It exists only where somebody
 * opens it: no app does so by itself.
 */
export class DemoIssuer {
  private constructor(
    private readonly privateKey: CryptoKey | Uint8Array,
    private readonly jwk: JWK,
    private readonly issuer: string,
  ) {}

  /**
   * Loads the key of `folder`, or makes one (file mode 0600).
   * @param issuer where apps of their own fetch the public key, they know the issuer by an address
   */
  static async open(folder: string, issuer = ISSUER): Promise<DemoIssuer> {
    await mkdir(folder, { recursive: true });
    const file = join(folder, 'demo-issuer.jwk.json');
    const fresh = await newKey();
    // `wx` lets the first of several processes win; the others read its key.
    await writeFile(file, JSON.stringify(fresh), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return DemoIssuer.of(JSON.parse(await readFile(file, 'utf8')) as JWK, issuer);
  }

  /** A key that lives in memory only; for specs. */
  static async inMemory(): Promise<DemoIssuer> {
    return DemoIssuer.of(await newKey(), ISSUER);
  }

  private static async of(jwk: JWK, issuer: string): Promise<DemoIssuer> {
    return new DemoIssuer(await importJWK(jwk, 'ES256'), jwk, issuer);
  }

  /** How a service must be set up to trust this issuer. */
  get auth(): AuthOptions {
    const { d: _private, ...publicKey } = this.jwk;
    return { issuer: this.issuer, audience: AUDIENCE, keys: { keys: [publicKey] } };
  }

  /** The private key, for a provider that speaks with the same voice. */
  get signingKey(): JWK {
    return this.jwk;
  }

  /** @param lifetimeSeconds default 8 hours */
  async token(claims: DemoClaims, lifetimeSeconds = 8 * 3600): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      motcua_roles: claims.roles,
      motcua_units: claims.units ?? [],
      ...(claims.personalId === undefined ? {} : { personal_id: claims.personalId }),
      ...(claims.clientId === undefined ? {} : { client_id: claims.clientId }),
    })
      .setProtectedHeader({ alg: 'ES256', kid: this.jwk.kid!, typ: 'at+jwt' })
      .setIssuer(this.issuer)
      .setAudience(AUDIENCE)
      .setSubject(claims.subject)
      .setJti(randomId())
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSeconds)
      .sign(this.privateKey);
  }
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomId(), alg: 'ES256', use: 'sig' };
}
