import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly model: string;
  readonly payload: AdapterPayload;
  /** Milliseconds of `Date.now()`. */
  readonly until: number;
}

/** A demonstration does not run out of memory by people who sign in. */
const MOST = 20_000;

/** What the provider remembers, for as long as the process lives: after a restart everybody signs in again at its login page. */
export class ProviderMemory {
  private readonly entries = new Map<string, Entry>();

  /** For one kind of thing, e.g. `Session`; all kinds stand in one memory, because a grant's end is the end of its tokens. */
  adapterFor(model: string): Adapter {
    const key = (id: string): string => `${model}:${id}`;
    const found = (isIt: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      this.live().find((entry) => entry.model === model && isIt(entry.payload))?.payload;
    return {
      upsert: async (id, payload, expiresIn) => {
        this.makeRoom();
        const until = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1_000;
        this.entries.set(key(id), { model, payload, until });
      },
      find: async (id) => {
        const entry = this.entries.get(key(id));
        return entry !== undefined && entry.until > Date.now() ? entry.payload : undefined;
      },
      findByUid: async (uid) => found((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => found((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const entry = this.entries.get(key(id));
        if (entry !== undefined) entry.payload.consumed = Math.floor(Date.now() / 1_000);
      },
      destroy: async (id) => void this.entries.delete(key(id)),
      revokeByGrantId: async (grantId) => {
        for (const [name, { payload }] of this.entries) if (payload.grantId === grantId) this.entries.delete(name);
      },
    };
  }

  private live(): Entry[] {
    return [...this.entries.values()].filter(({ until }) => until > Date.now());
  }

  /** What is over first, then the oldest. */
  private makeRoom(): void {
    if (this.entries.size < MOST) return;
    for (const [name, { until }] of this.entries) if (until <= Date.now()) this.entries.delete(name);
    for (const name of this.entries.keys()) {
      if (this.entries.size < MOST) return;
      this.entries.delete(name);
    }
  }
}
