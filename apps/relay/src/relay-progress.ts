import type { Position } from '@motcua/event-store';
import { moveCheckpoint, readCheckpoint } from '@motcua/event-store/postgres';
import { assertHeld, type Grant } from '@motcua/messaging/embedded';
import type { Pool } from 'pg';

/** Lease and checkpoint have one name. */
export const RELAY = 'relay';

interface Slice {
  readonly next: Position;
  readonly events: number;
  left: number;
}

/** How far the broker has acknowledged without a gap, kept in the database, fenced against whoever lost the lease. */
export class RelayProgress {
  private readonly underWay: Slice[] = [];
  private saved: Position;
  private saving: Promise<void> | undefined;
  private moved = Promise.withResolvers<void>();
  /** Events that were read and not acknowledged. */
  events = 0;
  /** Everything up to here is acknowledged. */
  position: Position;

  private constructor(
    private readonly pool: Pool,
    private readonly grant: Grant,
    private readonly onFault: (error: unknown) => void,
    position: Position,
  ) {
    this.position = position;
    this.saved = position;
  }

  static async open(pool: Pool, grant: Grant, onFault: (error: unknown) => void): Promise<RelayProgress> {
    return new RelayProgress(pool, grant, onFault, await readCheckpoint(pool, RELAY));
  }

  /**
   * A slice that is about to be sent.
   *
   * @param records that must be acknowledged before `next` counts
   * @returns to be called once for each record, when it is acknowledged
   */
  expect(next: Position, events: number, records: number): () => void {
    const slice = { next, events, left: records };
    this.underWay.push(slice);
    this.events += events;
    if (records === 0) this.settle();
    return () => {
      slice.left -= 1;
      if (slice.left === 0) this.settle();
    };
  }

  /** Resolves at the next acknowledged slice. */
  get next(): Promise<void> {
    return this.moved.promise;
  }

  /** Resolves when what was acknowledged is saved. */
  async flushed(): Promise<void> {
    await this.saving;
  }

  private settle(): void {
    for (let first = this.underWay[0]; first?.left === 0; first = this.underWay[0]) {
      this.underWay.shift();
      this.events -= first.events;
      this.position = first.next;
    }
    this.moved.resolve();
    this.moved = Promise.withResolvers<void>();
    this.saving ??= this.save()
      .catch(this.onFault)
      .finally(() => (this.saving = undefined));
  }

  private async save(): Promise<void> {
    while (this.saved !== this.position) {
      const to = this.position;
      await this.move(this.saved, to);
      this.saved = to;
    }
  }

  private async move(from: Position, to: Position): Promise<void> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      await assertHeld(client, this.grant);
      await moveCheckpoint(client, RELAY, from, to);
      await client.query('COMMIT');
    } catch (error) {
      broken = error as Error; // rolled back with its connection, whatever state that is in
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
