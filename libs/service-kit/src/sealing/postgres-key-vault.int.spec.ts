import { randomUUID } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyFileFault, newKeyRing, readKeyFile, writeKeyFile } from './key-file.js';
import { KeysDestroyed, KeysMissing } from './key-vault.js';
import { type KeyScene, keyScene } from './key-scene.fixture.js';
import { PostgresKeyVault } from './postgres-key-vault.js';
import { VaultSealer } from './vault-sealer.js';
import { decrypt } from './wrapping.js';

describe('the key vault on PostgreSQL', () => {
  let scene: KeyScene;
  let pool: KeyScene['pool'];
  let folder: string;
  let file: string;

  beforeEach(async () => {
    scene = await keyScene();
    ({ pool, folder, file } = scene);
  });

  afterEach(() => scene.close());

  it('keeps one key per owner for all who ask at once, in two processes', async () => {
    const vaults = [await PostgresKeyVault.open(pool, file), await PostgresKeyVault.open(pool, file)];
    const owners = Array.from({ length: 20 }, () => randomUUID());
    const asked = await Promise.all(
      Array.from({ length: 200 }, (_, index) => vaults[index % 2]!.keyOf(owners[index % 20]!, 'first')),
    );
    expect(new Set(asked.map(({ keyId }) => keyId)).size).toBe(20);
  });

  it('tells a key that is there, one that was destroyed and one that is missing apart, all asked at once', async () => {
    const vault = await PostgresKeyVault.open(pool, file);
    const [present, destroyed, missing] = await Promise.all([1, 2, 3].map(() => vault.keyOf(randomUUID(), 'first')));
    await vault.destroy([destroyed!.owner]);
    await pool.query('DELETE FROM keys.data_keys WHERE owner = $1', [missing!.owner]);
    const restored = await PostgresKeyVault.open(pool, file);
    const outcome = (asked: Promise<unknown>) =>
      asked.then(
        () => 'answered',
        (error: Error) => error.name,
      );

    const opened = [present!, destroyed!, missing!].map(({ owner, keyId }) => restored.keyById(owner, keyId));
    expect((await opened[0])?.key.equals(present!.key)).toBe(true);
    await expect(opened[1]).resolves.toBeUndefined();
    await expect(opened[2]).rejects.toThrow(KeysMissing);
    const known = [present!, destroyed!, missing!].map(({ owner }) => outcome(restored.keyOf(owner, 'known')));
    expect(await Promise.all(known)).toEqual(['answered', 'KeysDestroyed', 'KeysMissing']);
    const { rows } = await pool.query('SELECT FROM keys.data_keys WHERE owner = $1', [missing!.owner]);
    expect(rows).toEqual([]);
  });

  it('takes another key than the one that was sealed with for none', async () => {
    const vault = await PostgresKeyVault.open(pool, file);
    const { owner } = await vault.keyOf(randomUUID(), 'first');
    await expect(vault.keyById(owner, 'another')).rejects.toThrow(KeysMissing);
  });

  it('stores keys wrapped only', async () => {
    const vault = await PostgresKeyVault.open(pool, file);
    const { key, owner } = await vault.keyOf(randomUUID(), 'first');
    const { rows } = await pool.query<{ wrapped: Buffer }>('SELECT wrapped FROM keys.data_keys WHERE owner = $1', [
      owner,
    ]);
    expect(rows[0]!.wrapped.includes(key)).toBe(false);
  });

  it('destroys a key so that even its old wrapped copy opens nothing, and keeps the others', async () => {
    const vault = await PostgresKeyVault.open(pool, file);
    const [gone, kept] = [await vault.keyOf(randomUUID(), 'first'), await vault.keyOf(randomUUID(), 'first')];
    const stolen = await pool.query<{ wrapped: Buffer }>('SELECT wrapped FROM keys.data_keys WHERE owner = $1', [
      gone.owner,
    ]);

    expect(await vault.destroy([gone.owner])).toEqual({ destroyed: 1, rewrapped: 1 });

    await expect(vault.keyOf(gone.owner, 'known')).rejects.toThrow(KeysDestroyed);
    expect(await vault.keyById(gone.owner, gone.keyId)).toBeUndefined();
    expect((await vault.keyById(kept.owner, kept.keyId))?.key.equals(kept.key)).toBe(true);
    const ring = await readKeyFile(file);
    for (const master of ring.masters.values()) {
      expect(() => decrypt(master, stolen.rows[0]!.wrapped, `${gone.owner}|${gone.keyId}`)).toThrow(/authenticate/);
    }
  });

  it('lets another process go on after the master key changed', async () => {
    const [first, second] = [await PostgresKeyVault.open(pool, file), await PostgresKeyVault.open(pool, file)];
    const kept = await first.keyOf(randomUUID(), 'first');
    await first.destroy([randomUUID()]);
    expect((await second.keyOf(kept.owner, 'known')).key.equals(kept.key)).toBe(true);
    const fresh = await second.keyOf(randomUUID(), 'first');
    expect((await first.keyOf(fresh.owner, 'known')).key.equals(fresh.key)).toBe(true);
  });

  it('takes opened keys out of the memory of other processes, also of one that lost its connection meanwhile', async () => {
    const eraser = new VaultSealer(await PostgresKeyVault.open(pool, file));
    const vault = await PostgresKeyVault.open(pool, file);
    const running = VaultSealer.following(vault);
    let notices = 0;
    vault.watch(() => (notices += 1));
    while (notices === 0) await pause(5); // the first one says that it listens
    const [first, second] = [randomUUID(), randomUUID()];
    const sealed = new Map<string, string>();
    for (const owner of [first, second]) sealed.set(owner, await running.seal(owner, 'here', 'một', 'first'));
    const opened = (owner: string) => running.open(owner, 'here', sealed.get(owner)!);
    const listening = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()";
    const listeners = async () => (await pool.query<{ pid: number }>(listening)).rows;

    await eraser.destroyKeys([first]);
    while ((await opened(first)) !== undefined) await pause(5);
    await expect(opened(second)).resolves.toBe('một');

    await pool.query(`SELECT pg_terminate_backend(pid) FROM (${listening}) listeners`);
    while ((await listeners()).length > 0) await pause(5);
    await eraser.destroyKeys([second]);
    while ((await opened(second)) !== undefined) await pause(5);
    await running.close();
  });

  it('makes no key under a master key that is being destroyed', async () => {
    const [first, second] = [await PostgresKeyVault.open(pool, file), await PostgresKeyVault.open(pool, file)];
    await Promise.all(Array.from({ length: 30 }, () => first.keyOf(randomUUID(), 'first')));
    const during = Promise.all(Array.from({ length: 100 }, () => second.keyOf(randomUUID(), 'first')));
    await first.destroy([randomUUID()]);
    const made = await during;
    const third = await PostgresKeyVault.open(pool, file);
    for (const { owner, key } of made) expect((await third.keyOf(owner, 'known')).key.equals(key)).toBe(true);
  });

  it('finishes a destruction that was interrupted before the old master key went', async () => {
    const vault = await PostgresKeyVault.open(pool, file);
    const kept = await vault.keyOf(randomUUID(), 'first');
    const ring = await readKeyFile(file);
    const fresh = newKeyRing();
    await writeKeyFile(file, {
      ...ring,
      currentId: fresh.currentId,
      masters: new Map([...ring.masters, ...fresh.masters]),
    });

    const restarted = await PostgresKeyVault.open(pool, file);

    expect([...(await readKeyFile(file)).masters.keys()]).toEqual([fresh.currentId]);
    expect((await restarted.keyOf(kept.owner, 'known')).key.equals(kept.key)).toBe(true);
  });

  it('refuses to open without the key file, with a damaged one, or with that of other data', async () => {
    await (await PostgresKeyVault.open(pool, file)).keyOf(randomUUID(), 'first');
    await expect(PostgresKeyVault.open(pool, join(folder, 'absent'))).rejects.toThrow(KeyFileFault);
    await writeFile(join(folder, 'damaged'), '{"masters":{}}');
    await expect(PostgresKeyVault.open(pool, join(folder, 'damaged'))).rejects.toThrow(/damaged/);
    await writeKeyFile(join(folder, 'other'), newKeyRing());
    await expect(PostgresKeyVault.open(pool, join(folder, 'other'))).rejects.toThrow(/not the one/);
  });

  it('writes a key file that only its owner can read', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('currentId');
  });

  it('forgets the key of an upload, but never that a dossier was erased', async () => {
    const vault = await PostgresKeyVault.open(pool, file);
    const [upload, dossier] = [randomUUID(), randomUUID()];
    const { keyId } = await vault.keyOf(upload, 'first');
    await vault.keyOf(dossier, 'first');
    await vault.destroy([dossier]);
    await vault.forget(upload);
    await vault.forget(dossier);
    await expect(vault.keyById(upload, keyId)).rejects.toThrow(KeysMissing);
    await expect(vault.keyOf(dossier, 'known')).rejects.toThrow(KeysDestroyed);
  });
});
