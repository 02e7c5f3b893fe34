import { describe, expect, it } from '@jest/globals';
import { KeysDestroyed, KeysMissing } from './key-vault.js';
import { MemoryKeyVault } from './memory-key-vault.js';
import { eventContext } from './sealer.js';
import { VaultSealer } from './vault-sealer.js';

const dossier = '6f0a4f0c-0000-4000-8000-000000000001';
const other = '6f0a4f0c-0000-4000-8000-000000000002';
const context = eventContext(`dossier-${dossier}`, 'e1');
const personal = { fullName: 'NGUYỄN VĂN MẪU' };

describe('the sealer', () => {
  it('gives back what it sealed', async () => {
    const sealer = new VaultSealer(new MemoryKeyVault());
    const sealed = await sealer.seal(dossier, context, personal, 'first');
    expect(sealed).toMatch(/^v1\.[\w-]+\.[\w-]{16}\.[\w-]+$/);
    expect(await sealer.open(dossier, context, sealed)).toEqual(personal);
  });

  it('never shows the text, and seals it differently each time', async () => {
    const sealer = new VaultSealer(new MemoryKeyVault());
    const [first, second] = [
      await sealer.seal(dossier, context, personal, 'first'),
      await sealer.seal(dossier, context, personal),
    ];
    expect(first).not.toBe(second);
    expect(Buffer.from(first.split('.')[3]!, 'base64url').toString('utf8')).not.toContain('MẪU');
  });

  it('refuses a text that was moved to another event', async () => {
    const sealer = new VaultSealer(new MemoryKeyVault());
    const sealed = await sealer.seal(dossier, context, personal, 'first');
    await expect(sealer.open(dossier, eventContext(`dossier-${dossier}`, 'e2'), sealed)).rejects.toThrow(
      /authenticate/,
    );
  });

  it('does not open a text with the key of another dossier', async () => {
    const sealer = new VaultSealer(new MemoryKeyVault());
    const sealed = await sealer.seal(dossier, context, personal, 'first');
    await sealer.seal(other, context, personal, 'first');
    await expect(sealer.open(other, context, sealed)).rejects.toThrow(KeysMissing);
  });

  it('refuses a changed byte', async () => {
    const sealer = new VaultSealer(new MemoryKeyVault());
    const sealed = await sealer.sealBytes(dossier, 'blob|1', Buffer.from('scan'), 'first');
    sealed[sealed.length - 20]! ^= 1;
    await expect(sealer.openBytes(dossier, 'blob|1', sealed)).rejects.toThrow(/authenticate/);
  });

  it('opens nothing after the keys were destroyed, and makes no new ones', async () => {
    const sealer = new VaultSealer(new MemoryKeyVault());
    const sealed = await sealer.seal(dossier, context, personal, 'first');
    const kept = await sealer.seal(other, context, personal, 'first');
    expect(await sealer.destroyKeys([dossier])).toMatchObject({ destroyed: 1 });
    expect(await sealer.open(dossier, context, sealed)).toBeUndefined();
    for (const use of ['known', 'first'] as const)
      await expect(sealer.seal(dossier, context, personal, use)).rejects.toThrow(KeysDestroyed);
    expect(await sealer.open(other, context, kept)).toEqual(personal);
  });

  it('never takes a missing key for a destroyed one, and counts the owners without', async () => {
    const sealed = await new VaultSealer(new MemoryKeyVault()).seal(dossier, context, personal, 'first');
    const scan = await new VaultSealer(new MemoryKeyVault()).sealBytes(other, 'blob|1', Buffer.from('scan'), 'first');
    const restored = new VaultSealer(new MemoryKeyVault());
    await expect(restored.open(dossier, context, sealed)).rejects.toThrow(KeysMissing);
    await expect(restored.openBytes(other, 'blob|1', scan)).rejects.toThrow(KeysMissing);
    expect(restored.missing).toBe(2);
  });

  it('gives an owner a key only when told that nothing was sealed for him before', async () => {
    const sealer = new VaultSealer(new MemoryKeyVault());
    await expect(sealer.seal(dossier, context, personal)).rejects.toThrow(KeysMissing);
    await expect(sealer.sealBytes(dossier, 'blob|1', Buffer.from('scan'))).rejects.toThrow(KeysMissing);
    expect(sealer.missing).toBe(1);
    const sealed = await sealer.seal(dossier, context, personal, 'first');
    expect(sealer.missing).toBe(0);
    await expect(sealer.open(dossier, context, sealed)).resolves.toEqual(personal);
  });

  it('finds the same person under every spelling of his name, and only with the installation secret', () => {
    const sealer = new VaultSealer(new MemoryKeyVault());
    const index = sealer.blindIndex('name', 'NGUYỄN VĂN MẪU');
    expect(sealer.blindIndex('name', ' nguyễn  văn mẫu'.normalize('NFD'))).toBe(index);
    expect(sealer.blindIndex('id', 'NGUYỄN VĂN MẪU')).not.toBe(index);
    expect(new VaultSealer(new MemoryKeyVault()).blindIndex('name', 'NGUYỄN VĂN MẪU')).not.toBe(index);
  });

  it('makes version 5 identifiers that depend on every word and its borders', () => {
    const sealer = new VaultSealer(new MemoryKeyVault());
    expect(sealer.uuid('a', 'b')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(sealer.uuid('a', 'b')).toBe(sealer.uuid('a', 'b'));
    expect(sealer.uuid('ab', '')).not.toBe(sealer.uuid('a', 'b'));
  });
});
