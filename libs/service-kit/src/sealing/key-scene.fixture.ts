import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@motcua/testing';
import { Pool } from 'pg';
import { newKeyRing, writeKeyFile } from './key-file.js';
import { keyMigrations } from './postgres-key-vault.js';

/** A database with the tables of the keys, and a fresh key file. */
export interface KeyScene {
  readonly pool: Pool;
  readonly folder: string;
  /** The key file in it. */
  readonly file: string;
  close(): Promise<void>;
}

export async function keyScene(): Promise<KeyScene> {
  const database = await testDatabase(keyMigrations);
  const pool = new Pool({ connectionString: database.appUrl });
  pool.on('error', () => undefined); // the drop may cut a connection that the pool is still closing
  const folder = await mkdtemp(join(tmpdir(), 'keys-'));
  const file = join(folder, 'motcua.keys');
  await writeKeyFile(file, newKeyRing());
  return {
    pool,
    folder,
    file,
    async close() {
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}
