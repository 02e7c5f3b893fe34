import type { EventFilter, RecordedEvent } from '@motcua/event-store';
import type { Transaction } from 'kysely';

/**
 * A read model: a fold of the store into tables. The runner writes a batch and its checkpoint in one transaction, so after a
 * crash the tables and the checkpoint agree. `apply` must depend on nothing but the events and the tables.
 */
export interface View<Tables> {
  /** Stable name; a changed meaning takes a new version, which is built beside the old one. */
  readonly name: string;
  readonly version: number;
  readonly filter: EventFilter;
  /** Creates the tables when they are missing. */
  readonly createTables: (transaction: Transaction<Tables>) => Promise<void>;
  readonly apply: (transaction: Transaction<Tables>, events: readonly RecordedEvent[]) => Promise<void>;
}
