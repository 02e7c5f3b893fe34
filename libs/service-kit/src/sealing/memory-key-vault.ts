import { randomBytes } from 'node:crypto';
import { type DataKey, KeysDestroyed, KeysMissing, type KeyUse, KeyVault } from './key-vault.js';

/** Keys that end with the process: for specs and trials. */
export class MemoryKeyVault extends KeyVault {
  override readonly installationSecret = randomBytes(32);
  private readonly keys = new Map<string, DataKey | 'destroyed'>();

  override keyOf(owner: string, use: KeyUse): Promise<DataKey> {
    const known = this.keys.get(owner);
    if (known === 'destroyed') return Promise.reject(new KeysDestroyed(owner));
    if (known === undefined && use === 'known') return Promise.reject(new KeysMissing(owner));
    const key = known ?? { keyId: randomBytes(9).toString('base64url'), owner, key: randomBytes(32) };
    this.keys.set(owner, key);
    return Promise.resolve(key);
  }

  override keyById(owner: string, keyId: string): Promise<DataKey | undefined> {
    const known = this.keys.get(owner);
    if (known === 'destroyed') return Promise.resolve(undefined);
    if (known?.keyId === keyId) return Promise.resolve(known);
    return Promise.reject(new KeysMissing(owner, known !== undefined));
  }

  override destroy(owners: readonly string[]): Promise<{ destroyed: number; rewrapped: number }> {
    let destroyed = 0;
    for (const owner of owners) {
      if (this.keys.get(owner) !== 'destroyed') destroyed += 1;
      this.keys.set(owner, 'destroyed');
    }
    return Promise.resolve({ destroyed, rewrapped: 0 });
  }

  override forget(owner: string): Promise<void> {
    if (this.keys.get(owner) !== 'destroyed') this.keys.delete(owner);
    return Promise.resolve();
  }
}
