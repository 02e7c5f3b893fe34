import { sha256 } from '../engine/seeded-random.js';
import { type Collection, type Store } from '../engine/store.js';

/** Accounts of the national portal by digest of the personal number; the number itself is not kept. */
export class PortalAccounts {
  private readonly accounts: Collection<string>;

  constructor(store: Store) {
    this.accounts = store.collection('account');
    if (this.accounts.size === 0) this.stock();
  }

  /** The two accounts that exist from the start, both of made-up persons. */
  stock(): void {
    this.accounts.put(sha256('099090000001'), 't-1');
    this.accounts.put(sha256('099192000002'), 't-2');
  }

  add(personalNumber: string, technicalId: string): void {
    this.accounts.put(sha256(personalNumber), technicalId);
  }

  find(digest: string): string | undefined {
    return this.accounts.get(digest);
  }
}
