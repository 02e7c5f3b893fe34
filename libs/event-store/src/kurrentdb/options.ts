import type { Upcast } from '../upcasters.js';

export interface KurrentEventStoreOptions {
  /** `kurrentdb://host:port?tls=...`; several hosts, or `kurrentdb+discover://`, for a cluster. Its account may read `$all`. */
  readonly url: string;
  readonly upcast?: Upcast;
  /** Our side: an append or read that has no answer by then ends in a typed error. Default 8,000. */
  readonly answerTimeoutMs?: number;
  /** A subscription that has been silent for so long is compared with the log. Default 1,000. */
  readonly watchMs?: number;
}

export type KurrentSettings = Required<Omit<KurrentEventStoreOptions, 'upcast'>>;

export function settingsOf({ url, answerTimeoutMs = 8000, watchMs = 1000 }: KurrentEventStoreOptions): KurrentSettings {
  return { url, answerTimeoutMs, watchMs };
}
