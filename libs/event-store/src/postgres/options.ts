import type { Upcast } from '../upcasters.js';

export interface PostgresEventStoreOptions {
  /** Address of the app's login role; a direct connection, not through a pooler in transaction mode. */
  readonly url: string;
  readonly upcast?: Upcast;
  /** Server side: longest run of one append or read. Default 5,000. */
  readonly statementTimeoutMs?: number;
  /** Server side: longest wait of an append for the other writers. Default 3,000. */
  readonly lockTimeoutMs?: number;
  /** Our side: an append or read that has no answer by then ends in a typed error. Default 8,000; above the two others. */
  readonly answerTimeoutMs?: number;
  /** Default 3,000. */
  readonly connectTimeoutMs?: number;
  /** Look-up behind the wake-ups, which may get lost. Default 200. */
  readonly pollMs?: number;
  /** Requests in one group commit. Default 64. */
  readonly maxBatch?: number;
  /** Connections for reading. Default 4. */
  readonly readers?: number;
}

export type StoreSettings = Required<Omit<PostgresEventStoreOptions, 'upcast'>>;

export function settingsOf(given: PostgresEventStoreOptions): StoreSettings {
  return {
    statementTimeoutMs: 5000,
    lockTimeoutMs: 3000,
    answerTimeoutMs: 8000,
    connectTimeoutMs: 3000,
    pollMs: 200,
    maxBatch: 64,
    readers: 4,
    ...given,
  };
}
