import type { EventStore } from '../event-store.js';
import type { Upcast } from '../upcasters.js';

/** An empty log and two store objects on it, as two processes have them. */
export interface Subject {
  readonly store: EventStore;
  /** Another object on the same log; the same one where a log lives inside the object. */
  readonly other: EventStore;
  close(): Promise<void>;
}

/** Where stores behind the port differ; what a trait does not promise is listed as skipped. */
export interface Traits {
  /** `append` says whether it was a repeat. */
  readonly tellsRepeats: boolean;
  /** The store itself refuses an event id at a second place, and a second `CodeIssued` of a dossier. */
  readonly refusesDoubles: boolean;
  /** `distance` is the number of events, not an estimate. */
  readonly countsExactly: boolean;
}

export const ALL_TRAITS: Traits = { tellsRepeats: true, refusesDoubles: true, countsExactly: true };

export type ContractAdapter = (upcast: Upcast) => Promise<Subject>;
