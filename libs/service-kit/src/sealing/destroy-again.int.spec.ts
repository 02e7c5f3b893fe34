import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { destroyAgain } from './destroy-again.js';
import { type KeyScene, keyScene } from './key-scene.fixture.js';
import { PostgresKeyVault } from './postgres-key-vault.js';

const RECORDED = '2026-11-24T01:00:00.000Z';

async function erase(store: MemoryEventStore, dossierId: string, policy: 'shred' | 'restrict'): Promise<void> {
  const meta = { correlationId: 'c', causationId: 'k', actor: 'cli', actorRole: 'administrator', recordedAt: RECORDED };
  const event = { id: randomUUID(), type: 'SubjectErased', schemaVersion: 1, data: { dossierId, policy }, meta };
  await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events: [event] }]);
}

describe('keys that came back with an older backup', () => {
  let scene: KeyScene;
  let pool: KeyScene['pool'];
  let file: string;

  beforeEach(async () => {
    scene = await keyScene();
    ({ pool, file } = scene);
  });

  afterEach(() => scene.close());

  /** Yesterday's keys and key file, over those of today. */
  async function backup(): Promise<() => Promise<void>> {
    const { rows } = await pool.query<{ keys: object; master: string }>(
      `SELECT json_agg(k) AS keys, (SELECT current_id FROM keys.master) AS master FROM keys.data_keys k`,
    );
    await copyFile(file, `${file}.yesterday`);
    return async () => {
      await pool.query(
        `INSERT INTO keys.data_keys SELECT * FROM json_populate_recordset(NULL::keys.data_keys, $1)
         ON CONFLICT (owner) DO UPDATE SET wrapped = excluded.wrapped, master_id = excluded.master_id, destroyed_at = NULL`,
        [JSON.stringify(rows[0]!.keys)],
      );
      await pool.query('UPDATE keys.master SET current_id = $1', [rows[0]!.master]);
      await copyFile(`${file}.yesterday`, file);
    };
  }

  it('are destroyed again where the subject was erased, and nowhere else', async () => {
    const store = new MemoryEventStore();
    const vault = await PostgresKeyVault.open(pool, file);
    const [erased, restricted, living] = [randomUUID(), randomUUID(), randomUUID()];
    const keys = await Promise.all([erased, restricted, living].map((owner) => vault.keyOf(owner, 'first')));
    const restore = await backup();
    await vault.destroy([erased]);
    await erase(store, erased, 'shred');
    await erase(store, restricted, 'restrict');
    await restore();

    const restored = await PostgresKeyVault.open(pool, file);
    const opened = () =>
      Promise.all(keys.map(async ({ owner, keyId }) => (await restored.keyById(owner, keyId))?.owner));
    await expect(opened()).resolves.toEqual([erased, restricted, living]);
    await expect(destroyAgain(store, restored)).resolves.toEqual([erased]);
    await expect(opened()).resolves.toEqual([undefined, restricted, living]);
    await expect(destroyAgain(store, restored)).resolves.toEqual([]);
  });
});
