import type { EventStore } from '../event-store.js';
import type { Upcast } from '../upcasters.js';

/** An empty log and two store objects on it, as two processes have them. */
export interface Subject {
  readonly store: EventStore;
  /** Another object on the same log; the same one where a log lives inside the object. */
  readonly other: EventStore;
  close(): Promise<void>;
}

export type ContractAdapter = (upcast: Upcast) => Promise<Subject>;
