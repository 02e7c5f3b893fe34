import type { EventFilter, RecordedEvent } from '@motcua/event-store';
import type { Transaction } from 'kysely';

/**
 * A read model: a fold of the store into tables. The runner writes a batch and its checkpoint in one transaction, so after a
 * crash the tables and the checkpoint agree. `apply` must depend on nothing but the events and the tables (no clock, no random
 * values, no serial columns), because a rebuild is compared with the old tables row by row.
 *
 * Tables are named **without a schema** in `createTables` and `apply`: each build of the view has a schema of its own
 * (`desk_work_list_v1_b2`), which the runner puts on the search path of the transaction. Readers select from
 * `<schema>.<table>` (`desk.work_list`), an SQL view that always shows the live build.
 */
export interface View<Tables, Prepared = unknown> {
  /** Stable name in kebab case; a changed meaning takes a new version, which is built beside the old one. */
  readonly name: string;
  readonly version: number;
  readonly filter: EventFilter;
  /** Creates the tables and indexes in an empty schema. */
  createTables(transaction: Transaction<Tables>): Promise<void>;
  /**
   * What a batch needs and no table can tell: opened personal data above all. A rebuild asks for it while the batch before is
   * still being written, so here is the place for whatever takes long.
   */
  prepare?(events: readonly RecordedEvent[]): Promise<Prepared>;
  /**
   * A batch in the store's order, up to 5,000 events: fold in memory and write with `upsertRows`, not row by row.
   *
   * @param prepared what `prepare` answered for exactly these events
   */
  apply(transaction: Transaction<Tables>, events: readonly RecordedEvent[], prepared: Prepared): Promise<void>;
}
