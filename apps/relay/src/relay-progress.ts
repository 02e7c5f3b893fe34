import type { Anchor, Position } from '@motcua/event-store';
import { type FeedLedger, type Grant, RELAY } from '@motcua/messaging/embedded';

/** What is sent together. */
export interface Sent {
  /** Where the relay may go on when all of it is acknowledged. */
  readonly next: Position;
  readonly events: number;
  /** The last of the events; undefined when there is none. */
  readonly anchor: Anchor | undefined;
}

interface UnderWay extends Sent {
  left: number;
}

/** How far the broker has acknowledged without a gap, kept in the ledger, fenced against whoever lost the lease. */
export class RelayProgress {
  private readonly underWay: UnderWay[] = [];
  private anchor: Anchor | undefined;
  private saved: Position;
  private saving: Promise<void> | undefined;
  private moved = Promise.withResolvers<void>();
  /** Events that were read and not acknowledged. */
  events = 0;
  /** Everything up to here is acknowledged. */
  position: Position;

  constructor(
    private readonly ledger: FeedLedger,
    private readonly grant: Grant,
    private readonly onFault: (error: unknown) => void,
    position: Position,
  ) {
    this.position = position;
    this.saved = position;
  }

  /**
   * A slice that is about to be sent.
   *
   * @param records that must be acknowledged before `next` counts
   * @returns to be called once for each record, when it is acknowledged
   */
  expect(sent: Sent, records: number): () => void {
    const slice = { ...sent, left: records };
    this.underWay.push(slice);
    this.events += sent.events;
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
      this.anchor = first.anchor ?? this.anchor;
    }
    this.moved.resolve();
    this.moved = Promise.withResolvers<void>();
    this.saving ??= this.save()
      .catch(this.onFault)
      .finally(() => (this.saving = undefined));
  }

  private async save(): Promise<void> {
    while (this.saved !== this.position) {
      const [to, anchor] = [this.position, this.anchor];
      await this.ledger.save(RELAY, this.grant, { from: this.saved, to, handled: [], anchor });
      this.saved = to;
    }
  }
}
