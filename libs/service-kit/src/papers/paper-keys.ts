import { type KeyObject, createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { type PaperKey, type PaperKeySet, type PaperMark, markText, signedMark } from '@motcua/contracts/papers';
import type { ClientBase } from 'pg';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import type { Sealer } from '../sealing/sealer.js';

interface Signer {
  readonly keyId: string;
  readonly key: KeyObject;
}

/**
 * The Ed25519 keys that sign papers: one that signs, made at its first use, and all that ever did, in public. The secret half is sealed with
 * a data key of the vault, so that it opens with the installation's key file only, and is thrown away when its key retires.
 */
export class PaperKeys {
  private last: Signer | undefined;

  constructor(
    private readonly database: Pick<Database, 'pool'>,
    private readonly sealer: Sealer,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** @returns the signed mark, as the QR code carries it; the same mark and key always give the same text */
  async sign(mark: PaperMark): Promise<string> {
    const { keyId, key } = await this.signer();
    const text = markText(mark, keyId);
    return signedMark(text, sign(null, Buffer.from(text), key));
  }

  published(): Promise<PaperKeySet> {
    return publishedPaperKeys(this.database);
  }

  /** From now on a new key signs. What older ones signed stays genuine. @returns the id of the new one */
  async rotate(): Promise<string> {
    const made = await this.newKey();
    const now = this.clock.now();
    const client = await this.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('UPDATE keys.paper_keys SET sealed = NULL, retired_at = $1 WHERE retired_at IS NULL', [now]);
      await insert(client, made, now);
      await client.query('COMMIT');
      return made.keyId;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /** Another process may have changed the key since: who signs is asked every time, the secret is opened once. */
  private async signer(): Promise<Signer> {
    const present = (await this.present()) ?? (await this.made());
    if (this.last?.keyId !== present.key_id) {
      const secret = await this.sealer.open<string>(this.owner, context(present.key_id), present.sealed);
      if (secret === undefined) throw new Error('the key that signs papers cannot be opened');
      const key = createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' });
      this.last = { keyId: present.key_id, key };
    }
    return this.last;
  }

  /** Of several who make the first one, one wins. */
  private async made(): Promise<PresentRow> {
    const client = await this.database.pool.connect();
    try {
      await insert(client, await this.newKey(), this.clock.now(), 'ON CONFLICT DO NOTHING');
    } finally {
      client.release();
    }
    return (await this.present())!;
  }

  private async present(): Promise<PresentRow | undefined> {
    const { rows } = await this.database.pool.query<PresentRow>(
      'SELECT key_id, sealed FROM keys.paper_keys WHERE retired_at IS NULL',
    );
    return rows[0];
  }

  private async newKey(): Promise<NewKey> {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const x = publicKey.export({ format: 'jwk' }).x!;
    const keyId = keyIdOf(x);
    const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    return { keyId, x, sealed: await this.sealer.seal(this.owner, context(keyId), secret, 'first') };
  }

  /** The vault keeps data keys by owner; this one is no dossier. */
  private get owner(): string {
    return this.sealer.uuid('paper-keys');
  }
}

/** Every key that ever signed, the present one first: a JWK set for anybody. Needs no secret. */
export async function publishedPaperKeys({ pool }: Pick<Database, 'pool'>): Promise<PaperKeySet> {
  const { rows } = await pool.query<{ key_id: string; public_x: string }>(
    'SELECT key_id, public_x FROM keys.paper_keys ORDER BY retired_at DESC NULLS FIRST, key_id',
  );
  return { keys: rows.map(({ key_id, public_x }) => published(key_id, public_x)) };
}

interface PresentRow {
  readonly key_id: string;
  readonly sealed: string;
}

interface NewKey {
  readonly keyId: string;
  readonly x: string;
  readonly sealed: string;
}

async function insert(client: ClientBase, { keyId, x, sealed }: NewKey, now: string, conflict = ''): Promise<void> {
  const row = 'INSERT INTO keys.paper_keys (key_id, public_x, sealed, made_at) VALUES ($1, $2, $3, $4)';
  await client.query(`${row} ${conflict}`, [keyId, x, sealed, now]);
}

function context(keyId: string): string {
  return `paper-key|${keyId}`;
}

function published(kid: string, x: string): PaperKey {
  return { kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid, x };
}

/** The beginning of the key's thumbprint (RFC 7638): short enough for a QR code, and the key's own. */
function keyIdOf(x: string): string {
  const canonical = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x });
  return createHash('sha256').update(canonical).digest('base64url').slice(0, 11);
}
