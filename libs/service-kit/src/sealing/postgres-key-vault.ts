import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { KeyFileFault, type KeyRing, newMasterKey, readKeyFile, writeKeyFile } from './key-file.js';
import { DESTROYED_CHANNEL, DestructionWatch } from './destruction-watch.js';
import { type DataKey, KeysDestroyed, KeysMissing, type KeyUse, KeyVault } from './key-vault.js';
import { SharedQuery } from './shared-query.js';
import { decrypt, encrypt } from './wrapping.js';

/** Tables of the vault. A destroyed owner keeps its row without a key, so that nobody makes it a new one. */
export const keyMigrations = [
  {
    id: 'keys-001',
    sql: `
      CREATE SCHEMA keys;
      CREATE TABLE keys.data_keys (
        owner uuid PRIMARY KEY,
        key_id text NOT NULL,
        master_id text,
        wrapped bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        destroyed_at timestamptz
      );
      CREATE INDEX ON keys.data_keys (master_id);
      CREATE TABLE keys.master (one boolean PRIMARY KEY DEFAULT true CHECK (one), current_id text NOT NULL);
      GRANT USAGE ON SCHEMA keys TO motcua_app;
      GRANT SELECT, INSERT, UPDATE ON keys.data_keys, keys.master TO motcua_app;`,
  },
  { id: 'keys-002-forget', sql: 'GRANT DELETE ON keys.data_keys TO motcua_app;' },
] as const;

interface KeyRow {
  readonly owner: string;
  readonly key_id: string;
  readonly master_id: string | null;
  readonly wrapped: Buffer | null;
}

const rewrapBatch = 2000;
const AWAKE_MS = 10_000;

/** Data keys in PostgreSQL, master keys in the key file. Several processes may share both. */
export class PostgresKeyVault extends KeyVault {
  /** Those who need new keys share one flush of the database's log, and a read model that is rebuilt opens thousands at once. */
  private readonly needed = new SharedQuery((owners) => this.makeMissing(owners));
  private readonly sought = new SharedQuery<DataKey | 'destroyed'>((owners) => this.storedKeys(owners));
  private destructions: DestructionWatch | undefined;

  private constructor(
    private readonly pool: Pool,
    private readonly file: string,
    private ring: KeyRing,
  ) {
    super();
  }

  /**
   * Opens the vault and finishes a destruction that a crash interrupted.
   * @throws {KeyFileFault} when the file is missing, damaged, or is not the one these data were sealed with
   */
  static async open(pool: Pool, file: string): Promise<PostgresKeyVault> {
    const vault = new PostgresKeyVault(pool, file, await readKeyFile(file));
    await pool.query('INSERT INTO keys.master (current_id) VALUES ($1) ON CONFLICT DO NOTHING', [vault.ring.currentId]);
    await vault.checkFileBelongs();
    if (vault.ring.masters.size > 1) await vault.alone(() => vault.rewrapLiving());
    return vault;
  }

  override get installationSecret(): Buffer {
    return this.ring.installationSecret;
  }

  override async keyOf(owner: string, use: KeyUse): Promise<DataKey> {
    const key = use === 'first' ? await this.unwrap((await this.needed.get(owner))!) : await this.sought.get(owner);
    if (key === undefined) throw new KeysMissing(owner);
    if (key === 'destroyed') throw new KeysDestroyed(owner);
    return key;
  }

  override async keyById(owner: string, keyId: string): Promise<DataKey | undefined> {
    const key = await this.sought.get(owner);
    if (key === 'destroyed') return undefined;
    if (key?.keyId !== keyId) throw new KeysMissing(owner, key !== undefined);
    return key;
  }

  override async destroy(owners: readonly string[]): Promise<{ destroyed: number; rewrapped: number }> {
    const gone = await this.pool.query<{ count: number }>(
      `WITH gone AS (
         INSERT INTO keys.data_keys (owner, key_id, destroyed_at) SELECT unnest($1::uuid[]), '', now()
         ON CONFLICT (owner) DO UPDATE SET wrapped = NULL, master_id = NULL, destroyed_at = now()
         WHERE keys.data_keys.destroyed_at IS NULL RETURNING 1)
       SELECT count(*)::int AS count, pg_notify('${DESTROYED_CHANNEL}', '') FROM gone`,
      [owners],
    );
    return { destroyed: gone.rows[0]!.count, rewrapped: await this.alone(() => this.changeMaster()) };
  }

  /** Those of these owners whose keys can still be opened. */
  async living(owners: readonly string[]): Promise<string[]> {
    const { rows } = await this.pool.query<{ owner: string }>(
      'SELECT owner FROM keys.data_keys WHERE owner = ANY ($1::uuid[]) AND wrapped IS NOT NULL ORDER BY 1',
      [owners],
    );
    return rows.map(({ owner }) => owner);
  }

  override watch(destroyed: () => void): void {
    this.destructions ??= new DestructionWatch(this.pool.options);
    this.destructions.add(destroyed);
  }

  override async close(): Promise<void> {
    await this.destructions?.close();
  }

  override async forget(owner: string): Promise<void> {
    await this.pool.query('DELETE FROM keys.data_keys WHERE owner = $1 AND destroyed_at IS NULL', [owner]);
  }

  private async changeMaster(): Promise<number> {
    const { id, key } = newMasterKey();
    this.ring = { ...this.ring, currentId: id, masters: new Map(this.ring.masters).set(id, key) };
    await writeKeyFile(this.file, this.ring);
    return this.rewrapLiving();
  }

  /** One change of the master key at a time, in all processes that share the vault; the ring is read anew under the lock. */
  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    // the pool gives a silent line up, and the lock would go with it
    const awake = setInterval(() => void client.query('SELECT').catch(() => undefined), AWAKE_MS);
    try {
      await client.query("SELECT pg_advisory_lock(hashtext('motcua.keys.master'))");
      this.ring = await readKeyFile(this.file);
      return await work();
    } finally {
      clearInterval(awake);
      await client.query("SELECT pg_advisory_unlock(hashtext('motcua.keys.master'))").catch(() => undefined);
      client.release();
    }
  }

  private async makeMissing(owners: string[]): Promise<Map<string, KeyRow>> {
    const rows = await this.stored(owners);
    const missing = owners.filter((owner) => !rows.has(owner));
    for (let attempt = 0; missing.some((owner) => !rows.has(owner)); attempt += 1) {
      if (attempt === 3) throw new Error('the current master key changes faster than keys can be made');
      await this.insertKeys(missing);
      for (const [owner, row] of await this.stored(missing)) rows.set(owner, row);
      if (missing.some((owner) => !rows.has(owner))) this.ring = await readKeyFile(this.file);
    }
    return rows;
  }

  /** Inserts nothing when another process has made a new master key current meanwhile. */
  private async insertKeys(owners: readonly string[]): Promise<void> {
    const master = this.ring.masters.get(this.ring.currentId)!;
    const keyIds = owners.map(() => randomBytes(9).toString('base64url'));
    const wrapped = owners.map((owner, index) => encrypt(master, randomBytes(32), `${owner}|${keyIds[index]}`));
    await this.pool.query(
      `WITH current AS (SELECT current_id FROM keys.master WHERE current_id = $1 FOR SHARE)
       INSERT INTO keys.data_keys (owner, key_id, master_id, wrapped)
       SELECT fresh.owner, fresh.key_id, current_id, fresh.wrapped
       FROM current, unnest($2::uuid[], $3::text[], $4::bytea[]) AS fresh (owner, key_id, wrapped)
       ON CONFLICT (owner) DO NOTHING`,
      [this.ring.currentId, owners, keyIds, wrapped],
    );
  }

  private async stored(owners: readonly string[]): Promise<Map<string, KeyRow>> {
    const found = await this.pool.query<KeyRow>(
      'SELECT owner, key_id, master_id, wrapped FROM keys.data_keys WHERE owner = ANY($1::uuid[])',
      [owners],
    );
    return new Map(found.rows.map((row) => [row.owner, row]));
  }

  /** Each unwrapped once, however many asked for it. */
  private async storedKeys(owners: string[]): Promise<Map<string, Promise<DataKey | 'destroyed'>>> {
    const rows = await this.stored(owners);
    return new Map([...rows].map(([owner, row]) => [owner, this.unwrap(row)]));
  }

  private async unwrap(row: KeyRow): Promise<DataKey | 'destroyed'> {
    if (row.wrapped === null || row.master_id === null) return 'destroyed';
    if (!this.ring.masters.has(row.master_id)) this.ring = await readKeyFile(this.file);
    const master = this.ring.masters.get(row.master_id);
    if (master === undefined) return this.unwrapAnew(row);
    return { keyId: row.key_id, owner: row.owner, key: decrypt(master, row.wrapped, `${row.owner}|${row.key_id}`) };
  }

  /** The row was read before a rewrap and the file after it: the row as it stands now must fit the file. */
  private async unwrapAnew(row: KeyRow): Promise<DataKey | 'destroyed'> {
    const fresh = (await this.stored([row.owner])).get(row.owner);
    if (fresh === undefined || fresh.master_id === row.master_id) {
      throw new Error(`no master key for the key of ${row.owner}`);
    }
    return this.unwrap(fresh);
  }

  private async rewrapLiving(): Promise<number> {
    const current = this.ring.currentId;
    await this.pool.query('UPDATE keys.master SET current_id = $1', [current]);
    let rewrapped = 0;
    for (let count = -1; count !== 0; rewrapped += count) count = await this.rewrapSome(current);
    this.ring = { ...this.ring, masters: new Map([[current, this.ring.masters.get(current)!]]) };
    await writeKeyFile(this.file, this.ring);
    return rewrapped;
  }

  private async rewrapSome(current: string): Promise<number> {
    const found = await this.pool.query<KeyRow>(
      `SELECT owner, key_id, master_id, wrapped FROM keys.data_keys
       WHERE master_id <> $1 AND wrapped IS NOT NULL LIMIT ${rewrapBatch}`,
      [current],
    );
    const keys = await Promise.all(found.rows.map(async (row) => ({ row, key: await this.unwrap(row) })));
    // one that was destroyed meanwhile has nothing to be wrapped anew
    const living = keys.flatMap(({ row, key }) => (key === 'destroyed' ? [] : [{ row, key }]));
    const master = this.ring.masters.get(current)!;
    await this.pool.query(
      `UPDATE keys.data_keys SET wrapped = fresh.wrapped, master_id = $1
       FROM unnest($2::uuid[], $3::text[], $4::bytea[]) AS fresh (owner, old_master, wrapped)
       WHERE data_keys.owner = fresh.owner AND data_keys.master_id = fresh.old_master`,
      [
        current,
        living.map(({ row }) => row.owner),
        living.map(({ row }) => row.master_id),
        living.map(({ key }) => encrypt(master, key.key, `${key.owner}|${key.keyId}`)),
      ],
    );
    return found.rows.length;
  }

  private async checkFileBelongs(): Promise<void> {
    const foreign = await this.pool.query<{ master_id: string }>(
      'SELECT master_id FROM keys.data_keys WHERE master_id <> ALL($1::text[]) LIMIT 1',
      [[...this.ring.masters.keys()]],
    );
    if (foreign.rows.length > 0) {
      throw new KeyFileFault(`key file ${this.file} is not the one that these data were sealed with`);
    }
  }
}
